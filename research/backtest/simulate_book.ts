import type { Bars } from "../../data/bars.ts";
import type { Instrument } from "../../data/instrument.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import { tradingRulesOf } from "../engine/mod.ts";
import {
  bindParameters,
  type BookEvents,
  BookSimulation,
  type FundingRates,
  type ParameterSchema,
  type Strategy,
} from "../engine/mod.ts";
import { collectResult } from "./collect_result.ts";
import type { BacktestResult } from "./result.ts";
import type { RunModel, SimulateInput } from "./simulate.ts";
import { strategyFailure } from "./strategy_failure.ts";

/** A recorded market to run over. */
export interface BookRun {
  readonly instrument: Instrument;
  readonly events: BookEvents;
  /** Funding of a perpetual. */
  readonly funding?: FundingRates | undefined;
}

/** What to simulate on a recorded book. */
export interface SimulateBookInput extends Omit<SimulateInput, "markets"> {
  readonly strategy: Strategy<ParameterSchema>;
  readonly market: BookRun;
  /** Length of the run's rows, such as "1s". */
  readonly timeframe: string;
  readonly model: RunModel;
  /** The strategy is asked from this time on, ms. */
  readonly from?: number | undefined;
}

/** What came of a run on a book. */
export interface SimulatedBook {
  readonly result: BacktestResult;
  /** The market of the run as bars, one a row: closes are mids. */
  readonly bars: Bars;
}

/** How a run's progress is told: rows done, and all of them. */
export type Progress = (done: number, total: number) => Promise<void> | void;

/**
 * Runs a strategy over a recorded book in this process and collects what came of it, with the reason
 * of every fill.
 *
 * @throws UserError where the book is never known, a parameter is out of range, or the strategy fails;
 * the message names the time and the line.
 */
export async function simulateBook(
  input: SimulateBookInput,
  onProgress?: Progress,
): Promise<SimulatedBook> {
  const { strategy, timeframe, market, model } = input;
  const simulation = guarded(strategy.name, null, () => prepare(input));
  const total = simulation.rows.length;
  const step = onProgress === undefined ? total : Math.max(1, Math.ceil(total / 50));
  for (let to = step; simulation.row < total; to += step) {
    guarded(strategy.name, simulation, () => simulation.run(Math.min(to, total)));
    await onProgress?.(simulation.row, total);
  }
  const bars = simulation.bars();
  const params = input.params ?? {};
  const markets = [{ instrument: market.instrument, bars }];
  const collected = collectResult({ strategy, params, markets, timeframe, model }, simulation);
  return { result: { ...collected, explanations: simulation.explanations() }, bars };
}

function prepare(input: SimulateBookInput): BookSimulation {
  const { strategy, market, model, timeframe, from, cell } = input;
  return new BookSimulation({
    strategy,
    params: bindParameters(strategy.parameters, input.params ?? {}),
    instrument: tradingRulesOf(market.instrument),
    events: market.events,
    stepMs: timeframeMs(timeframe),
    from,
    cash: model.cash,
    model,
    limits: model.limits,
    funding: market.funding,
    cell,
  });
}

function guarded<T>(name: string, simulation: BookSimulation | null, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw strategyFailure(error, name, simulation);
  }
}
