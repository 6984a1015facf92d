import fc from "fast-check";
import { type OrderRow, orderRows } from "../../../research/backtest/order_row.ts";
import {
  type Market,
  type RunModel,
  simulationInput,
} from "../../../research/backtest/simulate.ts";
import {
  type Blotter,
  canonicalDecisions,
  type ParameterSchema,
  portfolio,
  Simulation,
  type Strategy,
} from "../../../research/engine/mod.ts";
import { venueModelOf } from "../../../research/runs/model_schema.ts";
import type { SessionConfig } from "../../../live/runner/session_config.ts";
import { dataNames } from "../../../live/runner/feed.ts";
import { ACME, HOUR } from "../../research/fixtures.ts";
import { drawn } from "./drawn_strategy.ts";
import { drawnMarket, PERP } from "./drawn_markets.ts";
import { configOf } from "./session_fixtures.ts";

/** Markets and a venue model as they are drawn, and the seed of the strategy that trades there. */
export interface Setting {
  readonly seed: number;
  readonly rows: number;
  readonly instruments: readonly ("spot" | "perpetual")[];
  readonly drillDown: boolean;
  readonly missing: number;
  /** Whether other data come with the bars. */
  readonly data: boolean;
  /** Row at which the first instrument is delisted; null where none is. */
  readonly delisted: number | null;
  /** Whether the account is shared by two strategies. */
  readonly shared: boolean;
  readonly model: RunModel;
}

const bps = fc.constantFrom(0, 2, 15);

/** Settings in which every part of the venue model is there or not. */
export const settings: fc.Arbitrary<Setting> = fc.record({
  seed: fc.nat(),
  rows: fc.integer({ min: 12, max: 90 }),
  instruments: fc.constantFrom<Setting["instruments"][]>(
    ["spot"],
    ["perpetual"],
    ["perpetual", "spot"],
    ["spot", "perpetual", "perpetual"],
  ),
  drillDown: fc.boolean(),
  missing: fc.constantFrom(0, 0.1),
  data: fc.boolean(),
  delisted: fc.option(fc.integer({ min: 3, max: 80 }), { freq: 3 }),
  shared: fc.boolean(),
  model: fc.record({
    cash: fc.constantFrom(1_000, 100_000),
    slippageBps: bps,
    spreadBps: bps,
    impactBps: bps,
    participation: fc.constantFrom(0.02, 0.3, 1),
    latency: fc.record({
      medianMs: fc.constantFrom(0, 1, 900_000, 5_000_000),
      sigma: fc.constantFrom(0, 1),
    }, { requiredKeys: ["medianMs"] }),
    rejectRate: fc.constantFrom(0, 0.1),
    seed: fc.nat(),
    leverage: fc.constantFrom(1, 3.5, 20, 50),
    marginMode: fc.constantFrom("cross" as const, "isolated" as const),
    limits: fc.record({
      maxPosition: fc.constantFrom(500, 60_000),
      dailyLoss: fc.constantFrom(0.02, 0.5),
      maxOpenPositions: fc.constantFrom(1, 2),
      maxExposure: fc.constantFrom(800, 100_000),
      maxLeverage: fc.constantFrom(0.8, 5),
      maxDrawdown: fc.constantFrom(0.05, 0.6),
      cooldown: fc.record({ losses: fc.constantFrom(1, 2), ms: fc.constantFrom(HOUR, 9 * HOUR) }),
      orderRate: fc.record({ orders: fc.constantFrom(2, 6), ms: fc.constantFrom(HOUR, 5 * HOUR) }),
      priceStop: fc.constantFrom(0.01, 0.1),
      timeStopMs: fc.constantFrom(HOUR, 7.5 * HOUR),
    }, { requiredKeys: [] }),
  }, { requiredKeys: ["cash"] }),
});

/** The markets of a setting; those of the same seed are the same. */
export function marketsOf(setting: Setting): Market[] {
  const { seed, rows, instruments, drillDown, data, delisted } = setting;
  const missing = instruments.length > 1 ? setting.missing : 0;
  return instruments.map((kind, i) => {
    const instrument = kind === "spot" ? ACME : { ...PERP, symbol: `P${i}:USD` };
    // Not on the hour, so that the bar in which it falls is cut.
    const end = i > 0 || delisted === null ? {} : { delisted: delisted * HOUR - 1_000 };
    return drawnMarket(
      { ...instrument, ...end },
      { seed: seed + i, rows, drillDown, data, missing },
    );
  });
}

/** The strategy of a setting. */
export function strategyOf({ seed, data, shared }: Setting): Strategy<ParameterSchema> {
  if (!shared) return drawn(seed, { data });
  return portfolio("shared", [
    { strategy: drawn(seed, { data }), weight: 0.6 },
    { strategy: drawn(seed + 1, { data }), weight: 0.3 },
  ]);
}

/** The session that is to do as the backtest of a setting does. */
export function sessionConfigOf({ model }: Setting, markets: readonly Market[]): SessionConfig {
  return configOf({
    instruments: markets.map(({ instrument }) => instrument),
    capital: model.cash,
    model: venueModelOf(model as Parameters<typeof venueModelOf>[0]),
    limits: (model.limits ?? {}) as SessionConfig["limits"],
    data: dataNames(markets),
  });
}

/** What a run came to, so that two can be compared to the last digit. */
export interface Outcome {
  readonly decisions: readonly string[];
  readonly orders: readonly OrderRow[];
  readonly fills: readonly (readonly number[])[];
  readonly flows: readonly (readonly number[])[];
  /** At the close of every row. */
  readonly equity: readonly number[];
  readonly cash: number;
}

/** What the state of a run comes to; a simulation and a session's blotter both have one. */
export function outcomeOf(
  { orders, fills, flows, account }: Pick<Blotter, "orders" | "fills" | "flows" | "account">,
  equity: readonly number[],
): Outcome {
  return {
    decisions: canonicalDecisions(orders, account).split("\n"),
    orders: orderRows(orders, account),
    fills: Array.from({ length: fills.rows }, (_, i) => [
      ...[fills.bar[i]!, fills.orderId[i]!, fills.instrument[i]!, fills.side[i]!],
      ...[fills.lots[i]!, fills.price[i]!, fills.fee[i]!, fills.slippage[i]!],
    ]),
    flows: Array.from({ length: flows.rows }, (_, i) => [
      ...[flows.bar[i]!, flows.instrument[i]!, flows.kind[i]!, flows.fillsBefore[i]!],
      ...[flows.amount[i]!, flows.rate[i]!, flows.price[i]!],
    ]),
    equity,
    cash: account.cash,
  };
}

/** What a backtest comes to. */
export function backtestOutcome(
  strategy: Strategy<ParameterSchema>,
  markets: readonly Market[],
  model: RunModel,
): Outcome {
  const input = { strategy, markets, timeframe: "1h", model };
  const simulation = new Simulation(simulationInput(input)).run();
  return outcomeOf(simulation, [...simulation.curve().equity]);
}
