import assert from "node:assert/strict";
import { simulate, simulateWithProgress } from "../../../research/backtest/simulate.ts";
import { float, int, strategy } from "../../../research/engine/mod.ts";
import { sma } from "../../../research/indicators/mod.ts";
import smaCross from "../../../research/strategies/sma_cross.ts";
import { refuses } from "../../data/helpers.ts";
import { ACME, barsOf, HOUR, sample, scripted, still } from "../fixtures.ts";

const calm = { instrument: ACME, bars: barsOf(still(100, 50)) };
const common = { markets: [calm], timeframe: "1h", model: { cash: 10_000 } };

Deno.test("simulate keeps the parameters with their defaults", () => {
  const { params } = simulate({ ...common, strategy: smaCross, params: { fast: 5 } });
  assert.deepEqual(params, { fast: 5, slow: 30 });
});

Deno.test("simulate refuses instruments of two currencies or two calendars in one account", async () => {
  const strategy = smaCross;
  const with_ = (
    change: object,
  ) => [calm, { ...calm, instrument: { ...ACME, symbol: "B", ...change } }];
  const markets = with_({ quote: "EUR" });
  await refuses(() => simulate({ ...common, strategy, markets }), "USD and EUR", "one currency");
  const mixed = with_({ calendar: "equity" });
  await refuses(() => simulate({ ...common, strategy, markets: mixed }), "different calendars");
});

Deno.test("simulate refuses bars that overlap without putting the blame on the strategy", async () => {
  const late = {
    instrument: { ...ACME, symbol: "B" },
    bars: barsOf(still(1, 9), { start: HOUR / 2 }),
  };
  await refuses(
    () => simulate({ ...common, strategy: smaCross, markets: [calm, late] }),
    "Cannot run over bars that overlap at 1970-01-01T00:30:00.000Z",
  );
  assert.throws(
    () => simulate({ ...common, strategy: smaCross, markets: [calm, late] }),
    (error: Error) => !error.message.includes("sma_cross"),
  );
});

/** Line of this file that a strategy fails on; the marker stands at its end. */
function lineOf(marker: string): number {
  const lines = Deno.readTextFileSync(new URL(import.meta.url)).split("\n");
  return lines.findIndex((line) => line.endsWith(`// ${marker}`)) + 1;
}

const FAILURES = [
  {
    marker: "throws",
    strategy: scripted((m) => {
      if (m.index === 3) throw new Error("no idea"); // throws
    }),
    says: "no idea",
  },
  {
    marker: "NaN",
    strategy: scripted((m) => {
      if (m.index === 3) m.buy({ quantity: 0 / m.position }, "?"); // NaN
    }),
    says: "Cannot order ACME with a quantity of NaN",
  },
  {
    marker: "negative",
    strategy: scripted((m) => {
      if (m.index === 3) m.sell({ quantity: m.position - 1 }, "?"); // negative
    }),
    says: "Cannot order ACME with a quantity of -1",
  },
  {
    marker: "far back",
    strategy: scripted((m) => {
      if (m.index === 3) m.close.at(2000); // far back
    }),
    says: "Cannot read 2000 bars ago",
  },
  {
    marker: "undefined",
    strategy: scripted((m) => {
      // @ts-expect-error a mistake that only shows at run time in a script
      if (m.index === 3) m.nothing.value; // undefined
    }),
    says: "Cannot read properties of undefined",
  },
];

for (const { marker, strategy, says } of FAILURES) {
  Deno.test(`simulate names bar, time and line where a strategy fails: ${marker}`, async () => {
    const where = `at bar 3 (1970-01-01T03:00:00.000Z), simulate_test.ts line ${lineOf(marker)}: `;
    await refuses(
      () => simulate({ ...common, strategy }),
      `Strategy scripted failed ${where}${says}`,
    );
    await refuses(() => simulateWithProgress({ ...common, strategy }, () => {}), where);
  });
}

Deno.test("simulate names the strategy's line where an indicator refuses its window", async () => {
  const odd = strategy("odd", { window: float(2.5, 1, 5) }, (p, m) => {
    const mean = sma(m.close, p.window); // window
    return { onBar: () => void mean.value };
  });
  const where = `failed during set-up, simulate_test.ts line ${
    lineOf("window")
  }: Cannot compute sma`;
  await refuses(() => simulate({ ...common, strategy: odd }), where);
});

Deno.test("simulate names the strategy's line where a timeframe is unknown", async () => {
  const odd = strategy("odd", {}, (_, m) => {
    const higher = m.at("5h"); // timeframe
    return { onBar: () => void higher.index };
  });
  const where = `failed during set-up, simulate_test.ts line ${lineOf("timeframe")}: Unknown`;
  await refuses(() => simulate({ ...common, strategy: odd }), where, '"5h"; use 1s, 1m');
});

Deno.test("simulate takes what is thrown even where it is no Error", async () => {
  const odd = scripted(() => {
    throw "a word";
  });
  await refuses(() => simulate({ ...common, strategy: odd }), "failed at bar 0", ": a word");
});

Deno.test("simulate refuses parameters that the strategy does not have or allow", async () => {
  const tuned = strategy("tuned", { n: int(3, 1, 5) }, () => ({ onBar() {} }));
  const run = (params: Record<string, number>) => () =>
    simulate({ ...common, strategy: tuned, params });
  await refuses(run({ m: 1 }), 'Unknown parameter "m"; the strategy has n');
  await refuses(run({ n: 9 }), "Parameter n is 9; it takes 1 to 5");
  await refuses(run({ n: 1.5 }), "Parameter n is 1.5; it takes a whole number");
  await refuses(run({ n: NaN }), "Parameter n is NaN");
});

Deno.test("simulateWithProgress gives the same result, and its progress ends at all bars", async () => {
  const market = await sample("SPX", "1d");
  const input = { strategy: smaCross, markets: [market], timeframe: "1d", model: { cash: 1e6 } };
  const seen: number[][] = [];
  const slow = await simulateWithProgress(input, (...progress) => void seen.push(progress));
  const fast = simulate(input);
  assert.equal(slow.decisionHash, fast.decisionHash);
  assert.deepEqual(slow.equity, fast.equity);
  assert.deepEqual(seen.at(-1), [5105, 5105]);
});
