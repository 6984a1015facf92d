import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { requireWindow } from "./window.ts";
import { named } from "./named.ts";

/**
 * Rate of change in per cent: 100 · (value / value `window` bars ago − 1). Warm-up: window bars. NaN
 * where the earlier value is 0 (TA-Lib gives 0) or one of the two is missing.
 */
export function roc(source: Line, window: number): Line {
  requireWindow("roc", window);
  source.keep(window);
  const line = new Line(source.series, source.warmUp + window);
  source.series.compute(new Roc(source, line, window));
  return named(`roc ${window}`, line, source);
}

class Roc implements Computation {
  constructor(readonly source: Line, readonly line: Line, readonly window: number) {}

  fill(from: number, to: number): void {
    const { window } = this;
    const { values: input, mask: inputMask } = this.source;
    const { values: output, mask: outputMask, warmUp } = this.line;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const before = input[(i - window) & inputMask]!;
      output[i & outputMask] = before === 0
        ? NaN
        : 100 * ((input[i & inputMask]! - before) / before);
    }
  }
}
