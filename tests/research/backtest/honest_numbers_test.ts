import assert from "node:assert/strict";
import { periodsPerYear } from "../../../data/instrument.ts";
import { simulate } from "../../../research/backtest/simulate.ts";
import { requireUntouched } from "../../../research/backtest/untouched.ts";
import { barsChecksum } from "../../../data/bar_columns.ts";
import { strategy } from "../../../research/engine/mod.ts";
import { computeMetrics } from "../../../research/metrics/mod.ts";
import buyAndHold from "../../../research/strategies/buy_and_hold.ts";
import { ACME, barsOf, DAY, HOUR, still } from "../fixtures.ts";

Deno.test("periodsPerYear: daily returns by calendar, one a bar where bars are longer than a day", () => {
  assert.equal(periodsPerYear("crypto", HOUR), 365);
  assert.equal(periodsPerYear("equity", DAY), 252);
  assert.equal(periodsPerYear("crypto", 7 * DAY), 365 / 7);
  assert.equal(periodsPerYear("equity", 7 * DAY), 365 / 7);
});

Deno.test("computeMetrics: weekly bars that double in a year say so, not many times it", () => {
  const weeks = 53;
  const growth = 2 ** (1 / 52);
  const candles = Array.from({ length: weeks }, (_, i) => {
    const price = 100 * growth ** i;
    return [price, price, price, price] as const;
  });
  const bars = barsOf(candles, { step: 7 * DAY });
  const result = simulate({
    strategy: buyAndHold,
    markets: [{ instrument: { ...ACME, makerFeeBps: 0, takerFeeBps: 0 }, bars }],
    timeframe: "1w",
    model: { cash: 1_000_000 },
  });
  const { annualReturn, cagr } = computeMetrics(result);
  assert.ok(Math.abs(annualReturn! - cagr!) < 0.02, `${annualReturn} beside ${cagr}`);
});

Deno.test("requireUntouched: a strategy that sorts a line's values is told what it did", () => {
  const bars = barsOf([[3, 3, 3, 3], [1, 1, 1, 1], [2, 2, 2, 2]]);
  const markets = [{ bars, barsChecksum: barsChecksum(bars) }];
  const sorting = strategy("sorting", {}, (_, m) => ({
    onBar() {
      m.close.values.sort();
    },
  }));
  requireUntouched("sorting", markets);
  simulate({
    strategy: sorting,
    markets: [{ instrument: ACME, bars }],
    timeframe: "1h",
    model: { cash: 1000 },
  });
  assert.throws(
    () => requireUntouched("sorting", markets),
    /^UserError: Strategy sorting has changed the bars that it was given; read .* at\(\)/,
  );
});

Deno.test("simulate refuses an async onBar and a reason without end", () => {
  const run = (onBar: () => void) =>
    simulate({
      strategy: strategy("odd", {}, () => ({ onBar })),
      markets: [{ instrument: ACME, bars: barsOf(still(10, 3)) }],
      timeframe: "1h",
      model: { cash: 1000 },
    });
  assert.throws(() => run(async () => await Promise.resolve()), /onBar is async; decide at once/);
  assert.throws(
    () =>
      simulate({
        strategy: strategy("wordy", {}, (_, m) => ({
          onBar: () => void m.buy({ quantity: 1 }, "x".repeat(201)),
        })),
        markets: [{ instrument: ACME, bars: barsOf(still(10, 3)) }],
        timeframe: "1h",
        model: { cash: 1000 },
      }),
    /failed at bar 0 .*a reason of 201 characters; give at most 200/,
  );
});
