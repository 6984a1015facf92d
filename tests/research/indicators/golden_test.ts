import assert from "node:assert/strict";
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
  vwap,
  wma,
  zscore,
} from "../../../research/indicators/mod.ts";
import { overBars } from "../../../research/indicators/over_bars.ts";
import { DAY, HOUR, sample } from "../fixtures.ts";
import golden from "./golden/golden.json" with { type: "json" };

/** The lines that the golden file holds, by its names. */
function linesOn(s: Series): Record<string, Line> {
  const strength = rsi(s.close, 14);
  const change = roc(s.close, 1);
  const convergence = macd(s.close);
  const wide = bollinger(s.close, 20);
  const movement = adx(s, 14);
  const slow = stochastic(s, 14);
  const channel = donchian(s, 20);
  const band = keltner(s, 20, { atrWindow: 10, width: 1.5 });
  const trend = supertrend(s, 10);
  return {
    "sma 1": sma(s.close, 1),
    "sma 10": sma(s.close, 10),
    "sma 200": sma(s.close, 200),
    "sma 1500": sma(s.close, 1500),
    "ema 12": ema(s.close, 12),
    "ema 200": ema(s.close, 200),
    "wma 9": wma(s.close, 9),
    "wma 300": wma(s.close, 300),
    "kama 10": kama(s.close, 10),
    "kama 10 3 20": kama(s.close, 10, { fast: 3, slow: 20 }),
    "rsi 2": rsi(s.close, 2),
    "rsi 14": strength,
    "macd": convergence.macd,
    "macd signal": convergence.signal,
    "macd histogram": convergence.histogram,
    "bollinger 20 upper": wide.upper,
    "bollinger 20 middle": wide.middle,
    "bollinger 20 lower": wide.lower,
    "bollinger 50 lower": bollinger(s.close, 50, 1.5).lower,
    "true range": trueRange(s),
    "atr 1": atr(s, 1),
    "atr 14": atr(s, 14),
    "atr 100": atr(s, 100),
    "adx 14": movement.adx,
    "adx 3": adx(s, 3).adx,
    "plus di 14": movement.plusDi,
    "minus di 14": movement.minusDi,
    "stochastic 14 k": slow.k,
    "stochastic 14 d": slow.d,
    "cci 20": cci(s, 20),
    "mfi 14": mfi(s, 14),
    "donchian 20 upper": channel.upper,
    "donchian 20 middle": channel.middle,
    "donchian 20 lower": channel.lower,
    "keltner 20 upper": band.upper,
    "keltner 20 middle": band.middle,
    "keltner 20 lower": band.lower,
    "vwap 24": vwap(s, 24),
    "session vwap": sessionVwap(s),
    "session vwap 14:30": sessionVwap(s, { startMs: 14.5 * HOUR }),
    "obv": obv(s),
    "supertrend 10": trend.line,
    "supertrend 10 direction": trend.direction,
    "roc 10": roc(s.close, 10),
    "zscore 20": zscore(s.close, 20),
    "zscore 20 sample": zscore(s.close, 20, { sample: true }),
    "stdev 20": stdev(s.close, 20),
    "stdev 300 sample": stdev(s.close, 300, { sample: true }),
    "linreg slope 14": linregSlope(s.close, 14),
    "correlation 30": correlation(s.close, s.volume, 30),
    "highest 20": highest(s.high, 20),
    "highest 1500": highest(s.high, 1500),
    "lowest 10": lowest(s.low, 10),
    "sma 5 of rsi 14": sma(strength, 5),
    "ema 9 of sma 20": ema(sma(s.close, 20), 9),
    "highest 10 of rsi 14": highest(strength, 10),
    "stdev 20 of roc 1": stdev(change, 20),
    "correlation 50 of roc 1": correlation(roc(s.open, 1), change, 50),
  };
}

const numbersIn = (text: string) => text.split(" ").map(Number);

for (
  const [symbol, timeframe, timeframeMs, expected] of [
    ["SPX", "1d", DAY, golden.series["SPX 1d"]],
    ["BTC/USDT", "1h", HOUR, golden.series["BTC/USDT 1h"]],
  ] as const
) {
  Deno.test(`indicators agree with TA-Lib, or the plain formula, on ${symbol} to 1e-9, warm-up included`, async () => {
    const { bars } = await sample(symbol, timeframe);
    assert.equal(bars.ts.length, expected.bars);
    let lines: Record<string, Line> = {};
    const columns = overBars(bars, timeframeMs, (series) => (lines = linesOn(series)));
    assert.deepEqual(Object.keys(lines), Object.keys(expected.lines));
    for (const [name, { first, values }] of Object.entries(expected.lines)) {
      const column = columns[name]!;
      assert.equal(lines[name]!.warmUp, first, `${name}: warm-up`);
      assert.equal(column.findIndex((value) => !Number.isNaN(value)), first, `${name}: first`);
      const at = [...Array(5).keys()].map((k) => first + k).concat(numbersIn(expected.at));
      const numbers = numbersIn(values);
      assert.equal(numbers.length, at.length);
      numbers.forEach((value, k) => assertNear(column[at[k]!]!, value, `${name} at bar ${at[k]}`));
    }
  });
}

function assertNear(actual: number, expected: number, what: string): void {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-9);
  assert.ok(error < 1e-9, `${what}: ${actual}, not ${expected} (off by ${error})`);
}
