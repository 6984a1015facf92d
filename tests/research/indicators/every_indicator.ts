import { Line } from "../../../research/engine/line.ts";
import type { Series } from "../../../research/engine/series.ts";
import {
  adx,
  atr,
  bollinger,
  cci,
  correlation,
  donchian,
  ema,
  highest,
  kama,
  keltner,
  linregSlope,
  lowest,
  macd,
  mfi,
  obv,
  roc,
  rsi,
  sessionVwap,
  sma,
  stdev,
  stochastic,
  supertrend,
  trueRange,
  typicalPrice,
  vwap,
  wma,
  zscore,
} from "../../../research/indicators/mod.ts";

type Made = Line | object;

/** Every indicator, made with a window on prices, on volumes and on one another. */
export const INDICATORS: Readonly<Record<string, (s: Series, n: number) => Made>> = {
  adx: (s, n) => adx(s, atLeast2(n)),
  atr: (s, n) => atr(s, n),
  bollinger: (s, n) => bollinger(s.close, atLeast2(n)),
  cci: (s, n) => cci(s, atLeast2(n)),
  correlation: (s, n) => correlation(s.close, s.volume, atLeast2(n)),
  donchian: (s, n) => donchian(s, n),
  ema: (s, n) => ema(s.close, n),
  highest: (s, n) => highest(s.high, n),
  kama: (s, n) => kama(s.close, n),
  keltner: (s, n) => keltner(s, n, { atrWindow: 5 }),
  linregSlope: (s, n) => linregSlope(s.close, atLeast2(n)),
  lowest: (s, n) => lowest(s.low, n),
  macd: (s, n) => macd(s.close, { fast: n, slow: n + 7, signal: 4 }),
  mfi: (s, n) => mfi(s, n),
  obv: (s) => obv(s),
  roc: (s, n) => roc(s.close, n),
  rsi: (s, n) => rsi(s.close, atLeast2(n)),
  sessionVwap: (s) => sessionVwap(s, { startMs: 3_600_000 }),
  sma: (s, n) => sma(s.close, n),
  stdev: (s, n) => stdev(s.close, atLeast2(n)),
  stochastic: (s, n) => stochastic(s, n),
  supertrend: (s, n) => supertrend(s, n, 1),
  trueRange: (s) => trueRange(s),
  typicalPrice: (s) => typicalPrice(s),
  vwap: (s, n) => vwap(s, n),
  wma: (s, n) => wma(s.close, n),
  zscore: (s, n) => zscore(s.close, atLeast2(n)),
  "ema of volume": (s, n) => ema(s.volume, n),
  "highest of volume": (s, n) => highest(s.volume, n),
  "kama of volume": (s, n) => kama(s.volume, n),
  "linregSlope of sma of volume": (s, n) => linregSlope(sma(s.volume, n), atLeast2(n)),
  "rsi of volume": (s, n) => rsi(s.volume, atLeast2(n)),
  "sma of atr": (s, n) => sma(atr(s, n), 3),
  "sma of roc": (s, n) => sma(roc(s.close, 2), n),
  "sma of volume": (s, n) => sma(s.volume, n),
  "stdev of volume": (s, n) => stdev(s.volume, atLeast2(n), { sample: true }),
  "wma of roc": (s, n) => wma(roc(s.close, 2), n),
  "zscore of ema of rsi": (s, n) => zscore(ema(rsi(s.close, atLeast2(n)), 9), atLeast2(n)),
};

/** The lines of one indicator by their names. */
export function linesOf(name: string, s: Series, window: number): Record<string, Line> {
  const made = INDICATORS[name]!(s, window);
  if (made instanceof Line) return { [name]: made };
  return Object.fromEntries(
    Object.entries<Line>(made as Record<string, Line>).map(([part, line]) => [
      `${name} ${part}`,
      line,
    ]),
  );
}

/** The lines of every indicator by their names. */
export function everyIndicator(s: Series, window: number): Record<string, Line> {
  return Object.assign({}, ...Object.keys(INDICATORS).map((name) => linesOf(name, s, window)));
}

function atLeast2(window: number): number {
  return Math.max(window, 2);
}
