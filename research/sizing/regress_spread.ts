/** How one series hangs on another over the same bars, and how far apart they are now. */
export interface Spread {
  /** The least-squares line y = alpha + beta · x; beta is the hedge ratio. */
  readonly alpha: number;
  readonly beta: number;
  /** Deviation of y from the line, of the population. */
  readonly deviation: number;
  /** How many deviations the last y lies above the line. */
  readonly z: number;
  /**
   * t of Dickey and Fuller's test on the deviations from the line, without constant or lags: the
   * further below 0, the surer they return to it. Engle and Granger's critical value for two series
   * is about −3.34 at 5 %.
   */
  readonly dickeyFuller: number;
}

/**
 * Regresses one series on another, such as the logarithms of two prices, over whole columns of the
 * same length. All of it is NaN while a value is missing, and where x has not moved.
 */
export function regressSpread(y: ArrayLike<number>, x: ArrayLike<number>): Spread {
  const count = y.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xx, xy] = [0, 0];
  for (let i = 0; i < count; i++) {
    const dx = x[i]! - meanX;
    xx += dx * dx;
    xy += dx * (y[i]! - meanY);
  }
  const beta = xx > 0 ? xy / xx : NaN;
  const alpha = meanY - beta * meanX;
  let [squares, lagged, steps, cross, before] = [0, 0, 0, 0, NaN];
  for (let i = 0; i < count; i++) {
    const rest = y[i]! - alpha - beta * x[i]!;
    squares += rest * rest;
    if (i > 0) {
      const step = rest - before;
      lagged += before * before;
      steps += step * step;
      cross += before * step;
    }
    before = rest;
  }
  const pull = cross / lagged;
  const error = Math.sqrt((steps - pull * cross) / (count - 2) / lagged);
  const deviation = Math.sqrt(squares / count);
  return { alpha, beta, deviation, z: before / deviation, dickeyFuller: pull / error };
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
