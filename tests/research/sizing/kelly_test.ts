import assert from "node:assert/strict";
import { continuousKelly, kellyFraction } from "../../../research/sizing/mod.ts";

Deno.test("kellyFraction is p − (1 − p) / b, between 0 and its cap", () => {
  const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-15);
  near(kellyFraction({ winRate: 0.6, payoff: 1 }, 1), 0.2);
  near(kellyFraction({ winRate: 0.4, payoff: 2 }, 1), 0.1);
  assert.equal(kellyFraction({ winRate: 0.6, payoff: 1 }, 0.05), 0.05);
  assert.equal(kellyFraction({ winRate: 0.4, payoff: 1 }, 1), 0);
  assert.equal(kellyFraction({ winRate: 1, payoff: 0.5 }, 2), 1);
});

Deno.test("kellyFraction grows a fortune fastest: neighbours of it grow slower", () => {
  const growth = (f: number) => 0.6 * Math.log(1 + 1.5 * f) + 0.4 * Math.log(1 - f);
  const best = kellyFraction({ winRate: 0.6, payoff: 1.5 }, 1);
  assert.ok(growth(best) > growth(best - 0.01) && growth(best) > growth(best + 0.01));
});

Deno.test("continuousKelly is mean / variance, no further from 0 than its cap, short below 0", () => {
  assert.equal(continuousKelly({ mean: 0.02, variance: 0.04 }, 2), 0.5);
  assert.equal(continuousKelly({ mean: 0.1, variance: 0.04 }, 2), 2);
  assert.equal(continuousKelly({ mean: -0.02, variance: 0.04 }, 2), -0.5);
  assert.equal(continuousKelly({ mean: -0.1, variance: 0.04 }, 0.25), -0.25);
});

Deno.test("Kelly refuses what is not a bet", () => {
  for (
    const bet of [{ winRate: 1.1, payoff: 1 }, { winRate: NaN, payoff: 1 }, {
      winRate: 0.5,
      payoff: 0,
    }]
  ) {
    assert.throws(() => kellyFraction(bet, 1), RangeError);
  }
  assert.throws(() => kellyFraction({ winRate: 0.5, payoff: 1 }, -1), RangeError);
  assert.throws(() => continuousKelly({ mean: 1, variance: 0 }, 1), RangeError);
  assert.throws(() => continuousKelly({ mean: NaN, variance: 1 }, 1), RangeError);
});
