import type { Bars } from "../bars.ts";
import { quantile } from "./quantile.ts";

/** The volume of bars on a log scale; NaN where there is none. */
export interface VolumeScale {
  readonly volume: Float64Array;
  /** Volume by true range: news moves both, a change of source only the volume. */
  readonly perMove: Float64Array;
}

/** The log volume of each bar, as it is and by the move that it made. */
export function volumeScale({ high, low, close, volume }: Bars): VolumeScale {
  const scale = {
    volume: new Float64Array(volume.length).fill(NaN),
    perMove: new Float64Array(volume.length).fill(NaN),
  };
  for (let i = 0; i < volume.length; i++) {
    if (!(volume[i]! > 0)) continue;
    const before = i === 0 ? close[0]! : close[i - 1]!;
    const range = Math.max(high[i]!, before) - Math.min(low[i]!, before);
    scale.volume[i] = Math.log(volume[i]!);
    if (range > 0) scale.perMove[i] = Math.log(volume[i]! * close[i]! / range);
  }
  return scale;
}

/**
 * By how much log volume jumps at a bar: the median of as many bars from it on, less that of as many
 * before it; the smaller of the jumps of volume and of volume by move, 0 where they disagree, over
 * all widths. NaN where the series is too short on one side.
 */
export function volumeJump(scale: VolumeScale, at: number, widths: readonly number[]): number {
  const jumps = [scale.volume, scale.perMove].flatMap((values) =>
    widths.map((width) =>
      at < width || at + width > values.length
        ? NaN
        : quantile(values.subarray(at, at + width), 0.5) -
          quantile(values.subarray(at - width, at), 0.5)
    )
  );
  return smallestOfOneSign(jumps);
}

/** The value nearest to 0 among values of one sign, 0 where signs differ. */
export function smallestOfOneSign(values: readonly number[]): number {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least > 0 ? least : most < 0 ? most : least + most === least + most ? 0 : NaN;
}
