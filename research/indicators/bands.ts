import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";

/** A middle with a band above and below it, in units of price. */
export interface Bands {
  readonly upper: Line;
  readonly middle: Line;
  readonly lower: Line;
}

/** `middle` ± `width` · `spread`, from the later warm-up of the two on. */
export function bands(middle: Line, spread: Line, width: number): Bands {
  const { series } = middle;
  const warmUp = Math.max(middle.warmUp, spread.warmUp);
  const upper = new Line(series, warmUp);
  const lower = new Line(series, warmUp);
  series.compute(new Envelope(middle, spread, width, upper, lower));
  return { upper, middle, lower };
}

class Envelope implements Computation {
  constructor(
    readonly middle: Line,
    readonly spread: Line,
    readonly width: number,
    readonly upper: Line,
    readonly lower: Line,
  ) {}

  fill(from: number, to: number): void {
    const { width } = this;
    const { values: middles, mask: middleMask } = this.middle;
    const { values: spreads, mask: spreadMask } = this.spread;
    const { values: above, mask: aboveMask, warmUp } = this.upper;
    const { values: below, mask: belowMask } = this.lower;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const middle = middles[i & middleMask]!;
      const band = width * spreads[i & spreadMask]!;
      above[i & aboveMask] = middle + band;
      below[i & belowMask] = middle - band;
    }
  }
}
