import assert from "node:assert/strict";
import { openLake } from "../../../data/storage/open_lake.ts";
import { loadMarkets } from "../../../research/backtest/load_markets.ts";
import { simulate } from "../../../research/backtest/simulate.ts";
import { strategy } from "../../../research/engine/mod.ts";
import { HOUR } from "../fixtures.ts";

const PERPETUAL = { symbols: ["BTC/USDT:USDT"], timeframe: "1h" };
const lake = openLake({ dataDir: "/nonexistent/tapeout-test" });

/** Long 2 from the open of bar 11, short 1 from that of bar 9,001, flat from that of bar 30,001. */
const PLAN: Readonly<Record<number, number>> = { 10: 2, 9_000: -3, 30_000: 1 };

const planned = strategy("planned", {}, (_, m) => ({
  onBar() {
    const quantity = PLAN[m.index];
    if (quantity === undefined) return;
    if (quantity > 0) m.buy({ quantity }, "as planned");
    else m.sell({ quantity: -quantity }, "as planned");
  },
}));

Deno.test("the funding of a perpetual over 2021 to 2024 is the sum that a plain loop comes to", async () => {
  const markets = await loadMarkets(lake, PERPETUAL);
  const result = simulate({
    strategy: planned,
    markets,
    timeframe: "1h",
    model: { cash: 1_000_000 },
  });
  const { bars, instrument } = markets[0]!;
  const { columns } = await lake.readDataset({
    dataset: "funding_rates",
    symbol: instrument.symbol,
    venue: instrument.venue,
  });
  const opens = new Map(Array.from(bars.ts, (ts, i) => [ts, i]));
  let held = 0;
  let sum = 0;
  let count = 0;
  columns.ts.forEach((ts, i) => {
    const bar = opens.get(Math.floor(ts / HOUR) * HOUR);
    if (bar === undefined) return;
    // What was held before the orders of the bar: those decided two bars ago have filled.
    held = Object.entries(PLAN).reduce(
      (sum, [at, units]) => Number(at) + 1 < bar ? sum + units : sum,
      0,
    );
    if (held === 0) return;
    sum -= held * bars.open[bar]! * columns.funding_rate[i]!;
    count++;
  });
  const { flows, equity, cash } = result;
  assert.equal(flows.ts.length, count);
  assert.ok(count > 3_000);
  const paid = flows.amount.reduce((total, amount) => total + amount, 0);
  assert.ok(Math.abs(paid - sum) <= 1e-9 * Math.abs(sum), `${paid} is not ${sum}`);

  // The account ends with its cash, what its three trades made, their fees and the funding.
  const price = (bar: number) => bars.open[bar]!;
  const made = 2 * (price(9_001) - price(11)) - (price(30_001) - price(9_001));
  const fees = (2 * price(11) + 3 * price(9_001) + price(30_001)) * 0.0005;
  const expected = cash + made - fees + sum;
  assert.ok(Math.abs(equity.equity.at(-1)! - expected) < 1e-6, `${equity.equity.at(-1)}`);
});
