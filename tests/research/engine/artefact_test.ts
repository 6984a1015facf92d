import assert from "node:assert/strict";
import { mapColumns } from "../../../data/bar_columns.ts";
import type { Bars } from "../../../data/bars.ts";
import {
  artefact,
  canonicalDecisions,
  listingOf,
  type ParameterSchema,
  type RiskLimits,
  Simulation,
  type Strategy,
  strategy,
} from "../../../research/engine/mod.ts";
import { atr, bollinger, sma } from "../../../research/indicators/mod.ts";
import buyAndHold from "../../../research/strategies/buy_and_hold.ts";
import donchian from "../../../research/strategies/donchian_breakout.ts";
import rsiMeanReversion from "../../../research/strategies/rsi_mean_reversion.ts";
import smaCross from "../../../research/strategies/sma_cross.ts";
import { DAY, HOUR, sample } from "../fixtures.ts";
import { SessionHost } from "../strategies/session_host.ts";

/** Uses all that a market offers: limits, stops, cancels, higher timeframes, long windows. */
const busy = strategy("busy", {}, (_, m) => {
  const bands = bollinger(m.close, 20);
  const slow = sma(m.close, 1500);
  const daily = sma(m.at("1d").close, 5);
  const range = atr(m, 14);
  return {
    onBar() {
      if (m.index % 11 === 0) m.cancelAll();
      if (m.close.value > bands.upper.value) m.exit("stretched");
      if (m.openOrders > 4) return;
      const dip = m.roundPriceDown(bands.lower.value);
      const third = m.budget / 3;
      if (dip > 0) m.buy({ quantity: m.roundQuantity(third / dip), limit: dip }, "dip");
      const away = 3 * range.value;
      if (m.position > 0) {
        m.sell({ quantity: m.position, stop: m.roundPriceDown(m.entryPrice - away) }, "protect");
      }
      if (m.close.value > slow.value && m.close.at(200) < daily.value) {
        m.buy({ quote: m.equity / 50 }, "trend");
        m.buy({ quantity: 1, stop: m.roundPriceUp(m.high.value + away) }, "break-out");
      }
    },
  };
});

interface Case {
  readonly strategy: Strategy<ParameterSchema>;
  readonly symbols: readonly string[];
  readonly params?: Record<string, number>;
  readonly limits?: RiskLimits;
}

const HOURS = ["BTC/USDT", "ETH/USDT"];
const CASES: readonly Case[] = [
  { strategy: smaCross, symbols: ["SPX"] },
  { strategy: smaCross, symbols: HOURS, params: { fast: 100, slow: 1000 } },
  { strategy: rsiMeanReversion, symbols: HOURS },
  { strategy: donchian, symbols: ["SPX"], params: { entry: 1000, exit: 500 } },
  { strategy: donchian, symbols: HOURS, limits: { maxPosition: 60_000, dailyLoss: 0.02 } },
  { strategy: buyAndHold, symbols: HOURS },
  { strategy: busy, symbols: HOURS, limits: { maxPosition: 70_000, dailyLoss: 0.03 } },
];

for (const { strategy, symbols, params = {}, limits = {} } of CASES) {
  const title = `${strategy.name} ${JSON.stringify(params)} on ${symbols.join(" and ")}`;
  Deno.test(`an artefact fed bar by bar decides as the simulation does: ${title}`, async () => {
    const isDaily = symbols[0] === "SPX";
    const from = isDaily ? undefined : Date.UTC(2024, 6, 1);
    const loaded = await Promise.all(
      symbols.map((symbol) => sample(symbol, isDaily ? "1d" : "1h", from)),
    );
    const instruments = loaded.map(({ instrument }) => instrument);
    const bars = loaded.map(({ bars }, i) => i === 0 ? bars : withHoles(bars));
    const common = { bars, timeframeMs: isDaily ? DAY : HOUR, cash: 100_000, limits };
    const listings = instruments.map(listingOf);
    const simulation = new Simulation({ ...common, strategy, params, listings }).run();
    const markets = instruments.map((instrument, i) => ({ instrument, bars: bars[i]! }));
    const { timeframeMs, cash } = common;
    const model = { cash, limits };
    const hosted = new SessionHost({ strategy, params, markets, timeframeMs, model }).run();
    const expected = canonicalDecisions(simulation.orders, simulation.account);
    assert.equal(hosted.decisions, expected);
    assert.deepEqual(hosted.equity, [...simulation.curve().equity]);
    assert.ok(expected.split("\n").length > (strategy === buyAndHold ? 2 : 5), "hardly decides");
  });
}

Deno.test("artefact binds its parameters once, and refuses those out of range", () => {
  assert.deepEqual(artefact(smaCross, { fast: 5 }).params, { fast: 5, slow: 30 });
  assert.throws(() => artefact(smaCross, { fast: 1 }), /Parameter fast is 1; it takes 2 to 1000/);
});

function withHoles(bars: Bars): Bars {
  return mapColumns((name) => bars[name].filter((_, i) => i > 300 && i % 97 > 3));
}
