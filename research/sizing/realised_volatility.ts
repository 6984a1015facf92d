import type { Market } from "../engine/market.ts";
import { roc } from "../indicators/roc.ts";
import { stdev } from "../indicators/stdev.ts";

const YEAR_MS = 365 * 86_400_000;

/** Over how many bars, and how many of them there are in a year. */
export interface VolatilityWindow {
  /** In bars. */
  readonly window: number;
  /** By default those of a market that never closes; daily bars of equities have 252. */
  readonly barsPerYear?: number;
}

/** A volatility that is read bar by bar. */
export interface Volatility {
  /** A year, as a fraction of the price; NaN during the warm-up of `window` bars. */
  readonly value: number;
}

/**
 * The volatility that a market has shown: the sample deviation of the simple returns of the last
 * `window` bars, times the square root of the bars in a year. Ask for it during set-up.
 *
 * @throws RangeError for bars a year that are not a number above 0.
 */
export function realisedVolatility(m: Market, options: VolatilityWindow): Volatility {
  const { window, barsPerYear = YEAR_MS / m.close.series.timeframeMs } = options;
  if (!(barsPerYear > 0 && barsPerYear < Infinity)) {
    throw new RangeError(`Cannot annualise with ${barsPerYear} bars a year; give a number above 0`);
  }
  const percent = stdev(roc(m.close, 1), window, { sample: true });
  const scale = Math.sqrt(barsPerYear) / 100;
  return {
    get value() {
      return scale * percent.value;
    },
  };
}
