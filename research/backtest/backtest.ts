import { openLake } from "../../data/storage/open_lake.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import type { Instrument } from "../../data/instrument.ts";
import { askedData, listingOf, type ParameterSchema, type Strategy } from "../engine/mod.ts";
import type { Metrics } from "../metrics/mod.ts";
import type { RunRecord } from "../runs/run_record.ts";
import buyAndHold from "../strategies/buy_and_hold.ts";
import { bookBacktest } from "./book_backtest.ts";
import type { BacktestResult } from "./result.ts";
import { holdBenchmark } from "./hold_benchmark.ts";
import { keepBacktest } from "./keep_backtest.ts";
import { loadMarkets } from "./load_markets.ts";
import { runModel } from "./run_model.ts";
import { strategyFailure } from "./strategy_failure.ts";
import { requireUntouched } from "./untouched.ts";
import {
  type Market,
  type RunModel,
  simulate,
  type SimulateInput,
  simulateWithProgress,
} from "./simulate.ts";
import { withFee } from "./with_fee.ts";

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
  /** What the reader must know of the data, a sentence each. */
  readonly notes?: readonly string[];
}

/**
 * Backtests a strategy on the lake, counts the trial and saves the run. Decisions are made at bar
 * closes and fill from the next open on; with `book`, it runs over the recorded order book instead,
 * as {@linkcode bookBacktest} does.
 *
 * @throws UserError for bars that are not held, parameters out of range or a strategy that fails.
 */
export async function backtest(
  strategy: Strategy<ParameterSchema>,
  options: BacktestOptions = {},
): Promise<Backtest> {
  if (options.book !== undefined) return await bookBacktest(strategy, options);
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
  requireUntouched(strategy.name, loaded);
  const benchmark = strategy.name === buyAndHold.name ? null : holdBenchmark(input);
  return await keepBacktest({ lake, options, input, loaded, result, benchmark });
}
