import type { Line } from "../../../research/engine/line.ts";
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

/** Every indicator with this window, on prices, on volumes and on one another. */
export function everyIndicator(s: Series, n: number): Readonly<Record<string, Line>> {
  const n2 = Math.max(n, 2);
  return {
    ...named("adx", adx(s, n2)),
    atr: atr(s, n),
    ...named("bollinger", bollinger(s.close, n2)),
    cci: cci(s, Math.min(n2, 40)),
    correlation: correlation(s.close, s.volume, n2),
    ...named("donchian", donchian(s, n)),
    ema: ema(s.close, n),
    highest: highest(s.high, n),
    kama: kama(s.close, n),
    ...named("keltner", keltner(s, n, { atrWindow: 5 })),
    linregSlope: linregSlope(s.close, n2),
    lowest: lowest(s.low, n),
    ...named("macd", macd(s.close, { fast: n, slow: n + 7, signal: 4 })),
    mfi: mfi(s, n),
    obv: obv(s),
    roc: roc(s.close, n),
    rsi: rsi(s.close, n2),
    sessionVwap: sessionVwap(s, { startMs: 3_600_000 }),
    sma: sma(s.close, n),
    stdev: stdev(s.close, n2),
    "stdev of volume": stdev(s.volume, n2, { sample: true }),
    ...named("stochastic", stochastic(s, n)),
    ...named("supertrend", supertrend(s, n, 1)),
    trueRange: trueRange(s),
    typicalPrice: typicalPrice(s),
    vwap: vwap(s, n),
    wma: wma(s.close, n),
    zscore: zscore(s.close, n2),
    "ema of volume": ema(s.volume, n),
    "highest of volume": highest(s.volume, n),
    "kama of volume": kama(s.volume, n),
    "linregSlope of sma of volume": linregSlope(sma(s.volume, n), n2),
    "rsi of volume": rsi(s.volume, n2),
    "sma of atr": sma(atr(s, n), 3),
    "sma of volume": sma(s.volume, n),
    "wma of roc": wma(roc(s.close, 2), n),
    "zscore of ema of rsi": zscore(ema(rsi(s.close, n2), 9), n2),
  };
}

function named(name: string, lines: object): Record<string, Line> {
  return Object.fromEntries(
    Object.entries(lines).map(([part, line]) => [`${name} ${part}`, line]),
  );
}
