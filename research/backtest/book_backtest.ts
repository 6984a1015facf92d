import type { Bars } from "../../data/bars.ts";
import { openLake } from "../../data/storage/open_lake.ts";
import { UserError } from "../../data/user_error.ts";
import type { ParameterSchema, Strategy } from "../engine/mod.ts";
import type { Backtest, BacktestOptions } from "./backtest.ts";
import { holdBenchmark } from "./hold_benchmark.ts";
import { keepBacktest } from "./keep_backtest.ts";
import { loadBook } from "./load_book.ts";
import { readFunding } from "./load_markets.ts";
import { runModel } from "./run_model.ts";
import { simulateBook } from "./simulate_book.ts";
import type { RunModel } from "./simulate.ts";
import { withFee } from "./with_fee.ts";

/** Rows of a run over a book where no timeframe is given. */
const DEFAULT_STEP = "1s";

/**
 * Backtests a strategy over the recorded order book of one instrument, counts the trial and saves the
 * run. Its rows are steps of event time, a second where no timeframe is given: equity is that at the
 * end of each, positions at the book's mid, and the benchmark is bought and held over the same steps.
 *
 * @throws UserError for a book that is not held, options that mean nothing on a book, parameters out
 * of range or a strategy that fails.
 */
export async function bookBacktest(
  strategy: Strategy<ParameterSchema>,
  options: BacktestOptions,
): Promise<Backtest> {
  const { symbols = [], venue, from, to, timeframe = DEFAULT_STEP, params = {} } = options;
  const given = runModel(options);
  requireBookModel(options, symbols);
  const lake = openLake({ dataDir: options.dataDir });
  const { stream, feedLatencyMs = 0 } = given.book ?? {};
  const query = { symbol: symbols[0]!, venue, from, to, stream, feedLatencyMs };
  const loaded = await loadBook(lake, query);
  const model: RunModel = { ...given, book: { ...given.book, stream: loaded.stream } };
  const { instrument } = withFee(loaded, options.feeBps);
  const range = {
    symbol: instrument.symbol,
    venue: instrument.venue,
    from: loaded.events.ts[0]!,
    to: loaded.events.ts[loaded.events.rows - 1]! + 1,
  };
  const funding = instrument.kind === "perpetual" ? await readFunding(lake, range) : undefined;
  const market = { instrument, events: loaded.events, funding };
  const { cell, onProgress } = options;
  const book = { strategy, params, market, timeframe, model, from, cell };
  const { result, bars } = await simulateBook(book, onProgress);
  const markets = [{ instrument, bars: known(bars), funding }];
  const input = { strategy, params, markets, timeframe, model };
  const benchmark = holdBenchmark(input);
  const kept = await keepBacktest({ lake, options, input, loaded: [loaded], result, benchmark });
  return { ...kept, notes: loaded.notes };
}

/** What costs and fills on bars are modelled by has no meaning where the book itself is there. */
function requireBookModel(options: BacktestOptions, symbols: readonly string[]): void {
  if (symbols.length !== 1) {
    throw new UserError(
      `Cannot backtest ${symbols.length} instruments over the order book; name one symbol`,
    );
  }
  const names = ["slippageBps", "spreadBps", "impactBps", "participation", "drillDown"] as const;
  const odd = names.find((name) => options[name] !== undefined);
  if (odd === undefined) return;
  throw new UserError(
    `Cannot backtest over the order book with a ${odd} of ${options[odd]}: orders fill at the ` +
      "prices and by the quantities of the book; leave it out",
  );
}

/** The bars from the first on that has a price. */
function known(bars: Bars): Bars {
  const first = bars.close.findIndex((close) => close > 0);
  const entries = Object.entries(bars).map(([name, column]) => [name, column.subarray(first)]);
  return Object.fromEntries(entries);
}
