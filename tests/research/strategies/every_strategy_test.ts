import assert from "node:assert/strict";
import { loadMarkets } from "../../../research/backtest/load_markets.ts";
import {
  type Market,
  type RunModel,
  simulate,
  simulationInput,
} from "../../../research/backtest/simulate.ts";
import {
  askedData,
  canonicalDecisions,
  listingOf,
  type ParameterSchema,
  Simulation,
  type Strategy,
} from "../../../research/engine/mod.ts";
import { Random } from "../../../research/engine/random.ts";
import { shippedStrategies } from "../../../research/load/strategy_source.ts";
import { testResume } from "../../../research/validation/resume.ts";
import { testLookAhead } from "../../../research/validation/look_ahead.ts";
import { assertSame } from "../engine/random/assert_same.ts";
import { pieceOf, withoutBars } from "../engine/random/pieces.ts";
import { HOUR, sampleLake } from "../fixtures.ts";
import { SessionHost } from "./session_host.ts";

type Params = Readonly<Record<string, number>>;

interface Case {
  readonly name: string;
  readonly symbols: readonly string[];
  readonly params?: Params;
}

const BTC = ["BTC/USDT"];
const BOTH = ["BTC/USDT", "ETH/USDT"];
const PERPETUAL = ["BTC/USDT:USDT"];
const SWIFT = { lookback: 72, window: 48 };

/** Parameters quick enough to trade within weeks; one instrument and several, spot and perpetual. */
const CASES: readonly Case[] = [
  { name: "bollinger_range", symbols: BTC },
  { name: "bollinger_range", symbols: BOTH },
  { name: "buy_and_hold", symbols: BOTH },
  { name: "crowding", symbols: PERPETUAL, params: { window: 120, entry: 1.5 } },
  { name: "dca", symbols: [...BOTH, ...PERPETUAL], params: { days: 1 } },
  { name: "donchian_breakout", symbols: BOTH },
  { name: "ema_trend", symbols: BTC, params: { fast: 10, slow: 30 } },
  { name: "ema_trend", symbols: [...PERPETUAL, ...BOTH], params: { fast: 10, slow: 30 } },
  {
    name: "funding_carry",
    symbols: [...BTC, ...PERPETUAL],
    params: { enter: 11, exit: 10.9, window: 16, band: 0.02 },
  },
  { name: "grid", symbols: BTC },
  { name: "grid", symbols: [...BOTH, ...PERPETUAL] },
  { name: "hodl_bands", symbols: [...BOTH, ...PERPETUAL], params: { band: 0.005 } },
  { name: "macd_momentum", symbols: BOTH },
  { name: "momentum", symbols: BTC, params: SWIFT },
  { name: "momentum", symbols: [...PERPETUAL, ...BTC], params: { ...SWIFT, maxWeight: 0.5 } },
  { name: "momentum_rotation", symbols: BOTH, params: { lookback: 48, days: 1 } },
  { name: "pairs", symbols: BOTH, params: { window: 96, critical: 2 } },
  { name: "pairs", symbols: [...BTC, ...PERPETUAL], params: { window: 96, critical: 2 } },
  { name: "rsi_mean_reversion", symbols: BOTH },
  { name: "sma_cross", symbols: BOTH },
  { name: "time_of_day", symbols: [...BTC, ...PERPETUAL] },
  { name: "volatility_breakout", symbols: [...BOTH, ...PERPETUAL] },
];

const MODEL: RunModel = { cash: 100_000, leverage: 2, slippageBps: 1 };
/** Two months with a hole in the spot bars, 2023-03-24, when the perpetual went on. */
const RANGE = { from: Date.UTC(2023, 1, 1), to: Date.UTC(2023, 3, 1) };

async function load(strategy: Strategy<ParameterSchema>, { symbols, params = {} }: Case) {
  return await loadMarkets(sampleLake(), {
    symbols,
    timeframe: "1h",
    ...RANGE,
    asked: (instruments) => askedData(strategy, params, instruments.map(listingOf), HOUR),
  });
}

function strategyOf(name: string): Promise<{ default: Strategy<ParameterSchema> }> {
  return import(`../../../research/strategies/${name}.ts`);
}

function run(
  strategy: Strategy<ParameterSchema>,
  params: Params,
  markets: readonly Market[],
  { cash = MODEL.cash } = {},
) {
  return simulate({ strategy, params, markets, timeframe: "1h", model: { ...MODEL, cash } });
}

/** Strategies that trade on an order book rather than on bars. */
const ON_A_BOOK = ["market_making"];

Deno.test("every strategy on bars that ships is among the cases", () => {
  const names = shippedStrategies().filter((name) => !ON_A_BOOK.includes(name));
  assert.deepEqual([...new Set(CASES.map(({ name }) => name))].sort(), names);
});

/** Spans of time that cut a run at rows drawn by a seed. */
function spans(ts: Float64Array): (readonly [from: number, to: number])[] {
  const random = new Random(ts.length);
  const cuts = Array.from({ length: 6 }, () => ts[Math.floor(ts.length * random.next())]!);
  const ends = [...cuts.sort((a, b) => a - b), Infinity];
  return ends.map((to, i) => [ends[i - 1] ?? 0, to]);
}

for (const each of CASES) {
  const { name, symbols, params = {} } = each;
  const title = `${name} on ${symbols.join(", ")}`;

  Deno.test(`${title} trades, is hardly ever refused, and decides the same each time`, async () => {
    const { default: strategy } = await strategyOf(name);
    const markets = await load(strategy, each);
    const one = run(strategy, params, markets);
    const least = name === "buy_and_hold" ? symbols.length : 4;
    assert.ok(one.fills.ts.length >= least, `only ${one.fills.ts.length} fills`);
    const traded = new Set(one.fills.instrument).size;
    assert.ok(name === "momentum_rotation" || traded === symbols.length, `${traded} traded`);
    const refused = one.orders.filter(({ state }) => state === "refused");
    assert.deepEqual(refused.map(({ reason }) => reason), []);
    const rejected = one.orders.filter(({ state }) => state === "rejected").length;
    assert.ok(rejected <= one.orders.length / 100, `${rejected} of ${one.orders.length} rejected`);
    const two = run(strategy, params, markets);
    assert.equal(two.decisionHash, one.decisionHash);
    assert.deepEqual(two.equity, one.equity);
  });

  Deno.test(`${title} does not look ahead`, async () => {
    const { default: strategy } = await strategyOf(name);
    const markets = await load(strategy, each);
    const input = simulationInput({ strategy, params, markets, timeframe: "1h", model: MODEL });
    const { passed, cuts, finding } = testLookAhead(input);
    assert.deepEqual([passed, finding], [true, null]);
    assert.ok(cuts >= 16);
  });

  Deno.test(`${title} goes on from a snapshot as if it had never stopped`, async () => {
    const { default: strategy } = await strategyOf(name);
    const markets = await load(strategy, each);
    const input = simulationInput({ strategy, params, markets, timeframe: "1h", model: MODEL });
    const { passed, finding } = testResume(input);
    assert.deepEqual([passed, finding], [true, null]);
  });

  Deno.test(`${title} comes to the same in pieces of its bars, resumed after each`, async () => {
    const { default: strategy } = await strategyOf(name);
    const markets = await load(strategy, each);
    const input = simulationInput({ strategy, params, markets, timeframe: "1h", model: MODEL });
    const whole = new Simulation(input).run();
    let fed = new Simulation(withoutBars(input));
    const equity: number[] = [];
    for (const [from, to] of spans(whole.rows.ts)) {
      const { bars, data } = pieceOf(input, from, to);
      equity.push(...fed.feed(bars, data).equity);
      fed = Simulation.resume(withoutBars(input), structuredClone(fed.snapshot()));
    }
    assertSame(fed.snapshot(), whole.snapshot());
    assertSame(Float64Array.from(equity), whole.curve().equity);
  });

  Deno.test(`${title} decides so as an artefact too, and after restarts`, async () => {
    const { default: strategy } = await strategyOf(name);
    const markets = await load(strategy, each);
    const input = simulationInput({ strategy, params, markets, timeframe: "1h", model: MODEL });
    const simulation = new Simulation(input).run();
    const decisions = canonicalDecisions(simulation.orders, simulation.account);
    const restarts = [1, 400, 401, 1200];
    const session = { strategy, params, markets, timeframeMs: HOUR, model: MODEL };
    const hosted = new SessionHost({ ...session, restarts }).run();
    assert.equal(hosted.decisions, decisions);
    assert.deepEqual(hosted.equity, [...simulation.curve().equity]);
  });
}

Deno.test("no strategy asks for anything with too little cash for its smallest order", async () => {
  for (const each of CASES) {
    if (each.name === "sma_cross" || each.name === "buy_and_hold") continue;
    const { default: strategy } = await strategyOf(each.name);
    const markets = await load(strategy, each);
    const { orders } = run(strategy, each.params ?? {}, markets, { cash: 2 });
    assert.deepEqual([each.name, orders.length], [each.name, 0]);
  }
});
