import assert from "node:assert/strict";
import { type Line, Series } from "../../../research/engine/mod.ts";
import {
  atr,
  bollinger,
  ema,
  highest,
  lowest,
  rsi,
  sma,
} from "../../../research/indicators/mod.ts";
import { DAY, sample } from "../fixtures.ts";
import oracle from "./oracle.json" with { type: "json" };

/** The lines that TA-Lib was asked for, by the oracle's names. */
function linesOn(s: Series): Record<string, Line> {
  const bands = bollinger(s.close, 20);
  const strength = rsi(s.close, 14);
  return {
    "sma 10": sma(s.close, 10),
    "sma 200": sma(s.close, 200),
    "sma 1500": sma(s.close, 1500),
    "ema 12": ema(s.close, 12),
    "ema 200": ema(s.close, 200),
    "rsi 2": rsi(s.close, 2),
    "rsi 14": strength,
    "atr 1": atr(s, 1),
    "atr 14": atr(s, 14),
    "atr 100": atr(s, 100),
    "bollinger 20 upper": bands.upper,
    "bollinger 20 middle": bands.middle,
    "bollinger 20 lower": bands.lower,
    "bollinger 50 lower": bollinger(s.close, 50, 1.5).lower,
    "highest 20": highest(s.high, 20),
    "highest 1500": highest(s.high, 1500),
    "lowest 10": lowest(s.low, 10),
    "sma 5 of rsi 14": sma(strength, 5),
    "ema 9 of sma 20": ema(sma(s.close, 20), 9),
    "highest 10 of rsi 14": highest(strength, 10),
  };
}

const numbers = (text: string) => Float64Array.from(text.split(" "), Number);

Deno.test("indicators agree with TA-Lib on the S&P 500 to 1e-9, warm-up included", async () => {
  const { bars } = await sample("SPX", "1d");
  assert.equal(bars.ts.length, oracle.bars);
  const series = new Series(DAY, bars);
  const lines = linesOn(series);
  assert.deepEqual(Object.keys(lines), Object.keys(oracle.lines));
  const values = new Map(Object.keys(lines).map((name) => [name, new Float64Array(oracle.bars)]));
  for (let i = 0; i < oracle.bars; i++) {
    series.advance();
    for (const [name, line] of Object.entries(lines)) values.get(name)![i] = line.value;
  }
  for (const [name, { bars, values: texts }] of Object.entries(oracle.lines)) {
    const expected = numbers(texts);
    const at = numbers(bars);
    const actual = values.get(name)!;
    at.forEach((bar, i) => assertNear(actual[bar]!, expected[i]!, `${name} at bar ${bar}`));
    assert.equal(actual.findIndex((value) => value === value), lines[name]!.warmUp, name);
    assert.equal(at.find((_, i) => expected[i] === expected[i]), lines[name]!.warmUp, name);
  }
});

function assertNear(actual: number, expected: number, what: string): void {
  if (Number.isNaN(expected)) return assert.ok(Number.isNaN(actual), `${what}: ${actual}, not NaN`);
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-9);
  assert.ok(error < 1e-9, `${what}: ${actual}, not ${expected} (off by ${error})`);
}
