import { Line } from "../engine/line.ts";
import type { Computation } from "../engine/series.ts";
import { requireWindow } from "./window.ts";

/** The greatest (`sign` 1) or least (`sign` −1) of the last `window` values. */
export function extreme(name: string, source: Line, window: number, sign: number): Line {
  requireWindow(name, source, window);
  const line = new Line(source.series, source.warmUp + window - 1);
  source.series.compute(new Extreme(source, line, window, sign));
  return line;
}

/**
 * Keeps the bars that may still become the extreme in a ring, best first, so a bar costs O(1) on
 * average whatever the window.
 */
class Extreme implements Computation {
  readonly #candidates: Int32Array;
  #head = 0;
  #tail = 0;

  constructor(
    readonly source: Line,
    readonly line: Line,
    readonly window: number,
    readonly sign: number,
  ) {
    this.#candidates = new Int32Array(2 ** Math.ceil(Math.log2(window + 1)));
  }

  fill(from: number, to: number): void {
    const { window, sign } = this;
    const { values: input, mask: inputMask, warmUp } = this.source;
    const { values: output, mask: outputMask } = this.line;
    const ring = this.#candidates;
    const mask = ring.length - 1;
    let head = this.#head;
    let tail = this.#tail;
    for (let i = Math.max(from, warmUp); i < to; i++) {
      const value = sign * input[i & inputMask]!;
      while (tail > head && sign * input[ring[(tail - 1) & mask]! & inputMask]! <= value) tail--;
      ring[tail++ & mask] = i;
      if (ring[head & mask]! <= i - window) head++;
      if (i >= warmUp + window - 1) output[i & outputMask] = input[ring[head & mask]! & inputMask]!;
    }
    this.#head = head;
    this.#tail = tail;
  }
}
