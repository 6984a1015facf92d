import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { inCommon, type VolumeLines } from "./prices.ts";
import { named } from "./named.ts";

/**
 * On-balance volume of Granville, in units of volume: the volume of bars that closed higher less
 * that of bars that closed lower, from the first bar on, whose own volume it begins with, as in
 * TA-Lib. No warm-up. Its level depends on where the bars begin; only its changes mean something.
 * NaN at a bar whose volume is missing; the next one goes on from the sum before.
 */
export function obv(prices: Pick<VolumeLines, "close" | "volume">): Line {
  const { close, volume } = prices;
  const { series, warmUp } = inCommon("obv", close, volume);
  const line = new Line(series, warmUp);
  series.compute(new Obv(close, volume, line));
  return named("obv", line);
}

class Obv implements Computation {
  /** The sum, and what rounding has left out of it (Neumaier 1974). */
  readonly state = new Float64Array(2);

  constructor(readonly close: Line, readonly volume: Line, readonly line: Line) {}

  fill(from: number, to: number): void {
    const { values: closes, mask: closeMask } = this.close;
    const { values: volumes, mask: volumeMask } = this.volume;
    const { values: output, mask: outputMask, warmUp } = this.line;
    let sum = this.state[0]!;
    let lost = this.state[1]!;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const change = i === warmUp ? 1 : closes[i & closeMask]! - closes[(i - 1) & closeMask]!;
      const flow = Math.sign(change) * volumes[i & volumeMask]!;
      if (Number.isNaN(flow)) {
        output[i & outputMask] = NaN;
        continue;
      }
      const next = sum + flow;
      const part = next - sum;
      lost += (sum - (next - part)) + (flow - part);
      sum = next;
      output[i & outputMask] = sum + lost;
    }
    this.state[0] = sum;
    this.state[1] = lost;
  }
}
