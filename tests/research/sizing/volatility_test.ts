import assert from "node:assert/strict";
import { type Market, strategy } from "../../../research/engine/mod.ts";
import {
  realisedVolatility,
  volatilityTarget,
  volatilityWeight,
} from "../../../research/sizing/mod.ts";
import { barsOf, type Candle, prepare } from "../fixtures.ts";
import { atFirstClose } from "./market_at.ts";

Deno.test("volatilityWeight is the aim over the volatility, up to the largest weight", () => {
  assert.equal(volatilityWeight({ annual: 0.2, volatility: 0.4 }), 0.5);
  assert.equal(volatilityWeight({ annual: 0.2, volatility: { value: 0.8 } }), 0.25);
  assert.equal(volatilityWeight({ annual: 0.2, volatility: 0.1 }), 1);
  assert.equal(volatilityWeight({ annual: 0.2, volatility: 0.1, maxWeight: 3 }), 2);
  assert.equal(volatilityWeight({ annual: 0.2, volatility: 0 }), 1);
  assert.equal(volatilityWeight({ annual: 0.2, volatility: Infinity }), 0);
  assert.equal(volatilityWeight({ annual: 0.2, volatility: NaN }), NaN);
  assert.throws(() => volatilityWeight({ annual: -1, volatility: 1 }), RangeError);
});

Deno.test("volatilityTarget buys that part of equity; nothing before the volatility is known", () => {
  assert.equal(atFirstClose((m) => volatilityTarget(m, { annual: 0.2, volatility: 0.4 })), 49);
  assert.equal(atFirstClose((m) => volatilityTarget(m, { annual: 0.2, volatility: NaN })), 0);
});

Deno.test("realisedVolatility annualises the sample deviation of simple returns", () => {
  const seen: number[][] = [];
  const watch = strategy("watch", {}, (_, m: Market) => {
    const hourly = realisedVolatility(m, { window: 2 });
    const stated = realisedVolatility(m, { window: 2, barsPerYear: 252 });
    return { onBar: () => seen.push([hourly.value, stated.value]) };
  });
  const candles = [100, 110, 99].map((price): Candle => [price, price, price, price]);
  prepare(watch, barsOf(candles)).run();
  assert.deepEqual(seen[1], [NaN, NaN]);
  // Returns of +10 % and −10 % deviate by √0.02 from one another's mean of 0; 8,760 hours a year.
  assert.ok(Math.abs(seen[2]![0]! - Math.sqrt(0.02 * 8760)) < 1e-12);
  assert.ok(Math.abs(seen[2]![1]! - Math.sqrt(0.02 * 252)) < 1e-12);
  assert.throws(
    () => atFirstClose((m) => realisedVolatility(m, { window: 2, barsPerYear: 0 })),
    /Cannot annualise with 0 bars a year; give a number above 0/,
  );
});
