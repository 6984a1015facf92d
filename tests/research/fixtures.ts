import fc from "fast-check";
import type { Bars } from "../../data/bars.ts";
import type { Instrument } from "../../data/instrument.ts";
import { mapColumns } from "../../data/bar_columns.ts";
import { type Lake, openLake } from "../../data/storage/open_lake.ts";
import type { LoadedBars } from "../../data/storage/read_bars.ts";
import {
  type FundingRates,
  listingOf,
  type Market,
  ORDER_STATES,
  type ParameterSchema,
  type RiskLimits,
  Simulation,
  type Strategy,
  strategy,
  type VenueModel,
} from "../../research/engine/mod.ts";
import { stepValue } from "../../research/engine/step.ts";

/** Property tests draw the same cases in every run. */
fc.configureGlobal({ seed: 20_000_103 });

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A made-up instrument: whole units, ticks of a cent, 2 bps for makers, 10 bps for takers. */
export const ACME: Instrument = {
  venue: "test",
  symbol: "ACME",
  kind: "spot",
  base: "ACME",
  quote: "USD",
  tickSize: "0.01",
  lotSize: "1",
  minNotional: "0",
  makerFeeBps: 2,
  takerFeeBps: 10,
  calendar: "crypto",
};

/** Open, high, low, close. */
export type Candle = readonly [open: number, high: number, low: number, close: number];

/** Bars of these candles, an hour apart from the epoch on unless told otherwise. */
export function barsOf(candles: readonly Candle[], { start = 0, step = HOUR } = {}): Bars {
  const at = { ts: -1, open: 0, high: 1, low: 2, close: 3, volume: -1 };
  return mapColumns((name) =>
    Float64Array.from(
      candles,
      (candle, i) => name === "ts" ? start + i * step : name === "volume" ? 1 : candle[at[name]]!,
    )
  );
}

/** Candles that do nothing: all four prices are the same. */
export function still(price: number, count: number): Candle[] {
  return Array.from({ length: count }, () => [price, price, price, price] as const);
}

/** What the simulation of a test runs with. */
export interface Setting {
  readonly instruments?: readonly Instrument[];
  readonly cash?: number;
  readonly model?: VenueModel;
  readonly limits?: RiskLimits;
  readonly finer?: readonly Bars[];
  readonly funding?: readonly FundingRates[];
  readonly timeframeMs?: number;
}

/** A strategy without parameters that calls `onBar` with its market at each close. */
export function scripted(onBar: (m: Market) => void, name = "scripted"): Strategy<ParameterSchema> {
  return strategy(name, {}, (_, m) => ({ onBar: () => onBar(m) }));
}

/** A simulation of a strategy over bars, not yet run; one instrument unless the setting says so. */
export function prepare(
  strategy: Strategy<ParameterSchema>,
  bars: Bars | readonly Bars[],
  setting: Setting = {},
): Simulation {
  const { instruments = [ACME], cash = 10_000, model, limits, finer, funding } = setting;
  const columns = "ts" in bars ? [bars] : bars;
  return new Simulation({
    strategy,
    params: {},
    listings: instruments.map(listingOf),
    bars: columns,
    timeframeMs: setting.timeframeMs ?? HOUR,
    cash,
    model,
    limits,
    finer,
    funding,
  });
}

/** Runs a script over candles: `script[i]` is called at the close of bar i. */
export function runScript(
  candles: readonly Candle[],
  script: Readonly<Record<number, (m: Market) => void>>,
  setting: Setting = {},
): Simulation {
  const play = scripted((m) => script[m.index]?.(m));
  return prepare(play, barsOf(candles), setting).run();
}

/** Fills as rows of bar, signed quantity, price and fee. */
export function fillsOf({ fills, account }: Simulation): number[][] {
  return Array.from({ length: fills.rows }, (_, row) => [
    fills.bar[row]!,
    fills.side[row]! * stepValue(account.listings[fills.instrument[row]!]!.lot, fills.lots[row]!),
    fills.price[row]!,
    fills.fee[row]!,
  ]);
}

/** The state of each order, with the reason where it was refused or rejected. */
export function statesOf({ orders }: Simulation): string[] {
  return Array.from({ length: orders.rows }, (_, row) => {
    const reason = orders.reasons.get(row + 1);
    return ORDER_STATES[orders.state[row]!]! + (reason === undefined ? "" : `: ${reason}`);
  });
}

/** A series of the committed sample, whatever the machine's own lake holds. */
export function sample(
  symbol: string,
  timeframe: string,
  from?: number,
  to?: number,
): Promise<LoadedBars> {
  return sampleLake().readBars({ symbol, timeframe, from, to });
}

/** The committed sample as a lake, whatever the machine's own holds. */
export function sampleLake(): Lake {
  return openLake({ dataDir: SAMPLE_ONLY });
}

/** A data directory that does not exist, so that only the sample beside it can be read. */
const SAMPLE_ONLY = "/nonexistent/tapeout-test";
