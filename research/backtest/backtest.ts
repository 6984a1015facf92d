import type { z } from "zod";
import { openLake } from "../../data/storage/open_lake.ts";
import { didYouMean } from "../../data/nearest.ts";
import { UserError } from "../../data/user_error.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import type { Instrument } from "../../data/instrument.ts";
import {
  askedData,
  listingOf,
  type ParameterSchema,
  type Strategy,
  type VenueModel,
} from "../engine/mod.ts";
import { computeMetrics, type Metrics } from "../metrics/mod.ts";
import { limitsSchema } from "../runs/limits_schema.ts";
import { venueModelSchema, withoutAbsent } from "../runs/model_schema.ts";
import { makeRunId } from "../runs/run_id.ts";
import type { RunRecord } from "../runs/run_record.ts";
import { saveRun } from "../runs/save_run.ts";
import { engineHash, strategyHash } from "../runs/source_hash.ts";
import { recordTrial } from "../runs/trial_ledger.ts";
import buyAndHold from "../strategies/buy_and_hold.ts";
import type { BacktestResult } from "./result.ts";
import { loadMarkets } from "./load_markets.ts";
import { strategyFailure } from "./strategy_failure.ts";
import { requireUntouched } from "./untouched.ts";
import {
  type Market,
  type RunModel,
  simulate,
  type SimulateInput,
  simulateWithProgress,
} from "./simulate.ts";

/** Cash that a backtest starts with where none is given. */
export const DEFAULT_CASH = 100_000;

/** Beyond this a double cannot hold a cent. */
const MAX_CASH = 1e13;

/** What to backtest, and on what. */
export interface BacktestOptions extends Partial<RunModel> {
  /** Unified symbols; "SPX" where none is given. */
  readonly symbols?: readonly string[] | undefined;
  /** "1d" where none is given. */
  readonly timeframe?: string | undefined;
  /** Needed only where several venues trade a symbol. */
  readonly venue?: string | undefined;
  /** First open time, inclusive, ms. */
  readonly from?: number | undefined;
  /** End of the open times, exclusive, ms. */
  readonly to?: number | undefined;
  readonly params?: Readonly<Record<string, number>> | undefined;
  /** Timeframe of bars that decide the path within a bar, such as "1m"; none where not given. */
  readonly drillDown?: string | undefined;
  /** One fee in place of the instruments' own maker and taker fees, in basis points. */
  readonly feeBps?: number | undefined;
  readonly dataDir?: string | undefined;
  /** What names the strategy on the command line. */
  readonly source?: string | undefined;
  /** Its first place is told the open time of each bar, for a watcher in another thread. */
  readonly cell?: Float64Array | undefined;
  readonly onProgress?: ((done: number, total: number) => Promise<void> | void) | undefined;
}

/** A finished and saved backtest. */
export interface Backtest {
  readonly record: RunRecord;
  /** The run's folder. */
  readonly path: string;
  readonly result: BacktestResult;
  readonly metrics: Metrics;
  /** The same bars bought at the first open and held; null where that is the strategy itself. */
  readonly benchmark: { readonly result: BacktestResult; readonly metrics: Metrics } | null;
  readonly markets: readonly Market[];
  /** What was simulated, so that it can be taken apart. */
  readonly input: SimulateInput;
}

/**
 * Backtests a strategy on the lake, counts the trial and saves the run. Decisions are made at bar
 * closes and fill from the next open on.
 *
 * @throws UserError for bars that are not held, parameters out of range or a strategy that fails.
 */
export async function backtest(
  strategy: Strategy<ParameterSchema>,
  options: BacktestOptions = {},
): Promise<Backtest> {
  const { symbols = ["SPX"], timeframe = "1d", onProgress } = options;
  const model = runModel(options);
  const lake = openLake({ dataDir: options.dataDir });
  const { venue, from, to, drillDown } = options;
  const params = options.params ?? {};
  const asked = (instruments: readonly Instrument[]) => {
    try {
      return askedData(strategy, params, instruments.map(listingOf), timeframeMs(timeframe));
    } catch (error) {
      throw strategyFailure(error, strategy.name, null);
    }
  };
  const query = { symbols, timeframe, venue, from, to, drillDown, asked };
  const loaded = await loadMarkets(lake, query);
  const markets = loaded.map((each) => withFee(each, options.feeBps));
  const { cell } = options;
  const input = { strategy, params, markets, timeframe, model, cell };
  const result = onProgress ? await simulateWithProgress(input, onProgress) : simulate(input);
  const dataChecksums = loaded.map(({ checksum }) => checksum);
  requireUntouched(strategy.name, loaded);
  const metrics = computeMetrics(result);
  const benchmark = strategy.name === buyAndHold.name ? null : holdBenchmark(input);
  const now = Date.now();
  const runId = makeRunId(strategy.name, now, crypto.getRandomValues(new Uint8Array(2)));
  const trial = recordTrial(lake.dataDir, {
    strategy: strategy.name,
    runId,
    params: result.params,
    data: { symbols, timeframe, from: result.from, to: result.to, dataChecksums },
    decisionHash: result.decisionHash,
  }, now);
  const record: RunRecord = {
    runId,
    created: now,
    strategy: strategy.name,
    source: options.source ?? null,
    strategyHash: strategyHash(strategy),
    engineHash: engineHash(),
    params: { ...result.params },
    instruments: markets.map(({ instrument }) => instrument),
    timeframe,
    from: result.from,
    to: result.to,
    bars: result.equity.ts.length,
    drillDown: drillDown ?? null,
    asked: loaded.map(({ data }) => Object.keys(data ?? {})),
    dataChecksums,
    dataSources: loaded.map(({ source }) => source),
    model: withoutAbsent(model),
    periodsPerYear: result.periodsPerYear,
    ambiguousBars: result.ambiguousBars,
    metrics: { ...metrics },
    benchmark: benchmark && { ...benchmark.metrics },
    finalEquity: result.equity.equity.at(-1)!,
    decisionHash: result.decisionHash,
    trial,
  };
  const path = await saveRun(lake.dataDir, record, result);
  return { record, path, result, metrics, benchmark, markets, input };
}

function runModel(options: BacktestOptions): RunModel {
  const { cash = DEFAULT_CASH, feeBps, limits = {} } = options;
  for (
    const [name, value, end] of [["cash", cash, Infinity], ["feeBps", feeBps, 10_000]] as const
  ) {
    if (value === undefined || (value >= 0 && value < end)) continue;
    throw new UserError(
      `Cannot backtest with a ${name} of ${value}; give a number from 0` +
        (end < Infinity ? ` and below ${end}` : ""),
    );
  }
  if (cash > MAX_CASH) {
    throw new UserError(`Cannot backtest with a cash of ${cash}; give at most ${MAX_CASH}`);
  }
  if (cash === 0) throw new UserError("Cannot backtest with a cash of 0; give an amount above 0");
  const names = Object.keys(venueModelSchema.shape) as (keyof VenueModel)[];
  const model = Object.fromEntries(names.map((name) => [name, options[name]]));
  requireValid(venueModelSchema, withoutAbsent(model), "model");
  requireValid(limitsSchema, limits, "limit");
  return { cash, ...model, limits: options.limits };
}

function requireValid(schema: z.ZodObject, given: object, what: string): void {
  const issue = schema.safeParse(given).error?.issues[0];
  if (issue === undefined) return;
  if (issue.code === "unrecognized_keys") {
    const names = Object.keys(schema.shape);
    const [unknown] = issue.keys as [string];
    throw new UserError(
      `Unknown ${what} "${unknown}" of backtest${didYouMean(unknown, names)} ` +
        `(known: ${names.join(", ")})`,
    );
  }
  const path = issue.path as string[];
  const value = path.reduce<unknown>(
    (part, name) => (part as Record<string, unknown>)[name],
    given,
  );
  const name = path.length === 0 ? `${what}s` : path.join(".");
  throw new UserError(`Cannot backtest with a ${name} of ${value}; ${issue.message}`);
}

function withFee(market: Market, feeBps: number | undefined): Market {
  if (feeBps === undefined) return market;
  const { instrument } = market;
  return {
    ...market,
    instrument: { ...instrument, makerFeeBps: feeBps, takerFeeBps: feeBps },
  };
}

/** Buying at the first open and holding, over the same bars with the same costs. */
export function holdBenchmark(
  input: Parameters<typeof simulate>[0],
): NonNullable<Backtest["benchmark"]> {
  const { limits: _, ...model } = input.model;
  const result = simulate({ ...input, strategy: buyAndHold, params: {}, model });
  return { result, metrics: computeMetrics(result) };
}
