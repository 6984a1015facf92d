import type { Bars } from "../../data/bars.ts";
import type { Instrument } from "../../data/instrument.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import {
  bindParameters,
  canonicalDecisions,
  type FundingRates,
  listingOf,
  type ParameterSchema,
  type RiskLimits,
  type SeriesData,
  Simulation,
  type SimulationInput,
  type Strategy,
  type VenueModel,
} from "../engine/mod.ts";
import { collectResult } from "./collect_result.ts";
import type { BacktestResult } from "./result.ts";
import { requireOneAccount } from "./one_account.ts";
import { strategyFailure } from "./strategy_failure.ts";

/** An instrument with the bars to run over. */
export interface Market {
  readonly instrument: Instrument;
  readonly bars: Bars;
  /** Bars of a finer timeframe, which decide the path within a bar. */
  readonly finer?: Bars | undefined;
  /** Funding of a perpetual. */
  readonly funding?: FundingRates | undefined;
  /** Other data beside the bars. */
  readonly data?: SeriesData | undefined;
}

/** How orders are filled and judged; part of the run record. */
export interface RunModel extends VenueModel {
  /** Starting cash, in quote currency. */
  readonly cash: number;
  readonly limits?: RiskLimits | undefined;
}

/** What to simulate. */
export interface SimulateInput {
  readonly strategy: Strategy<ParameterSchema>;
  readonly params?: Readonly<Record<string, number>>;
  readonly markets: readonly Market[];
  readonly timeframe: string;
  readonly model: RunModel;
  /** Its first place is told the open time of each bar. */
  readonly cell?: Float64Array | undefined;
}

/**
 * Runs a strategy over bars in this process and collects what came of it.
 *
 * @throws UserError where the instruments do not fit together, a parameter is out of range, or the
 * strategy fails; the message names the bar and the line.
 */
export function simulate(input: SimulateInput): BacktestResult {
  const simulation = prepareSimulation(input);
  runGuarded(input, simulation);
  return collectResult(input, simulation);
}

/** As {@linkcode simulate}, for its decisions alone: in canonical form, one a line. */
export function simulateDecisions(input: SimulateInput): string {
  const simulation = prepareSimulation(input);
  runGuarded(input, simulation);
  return canonicalDecisions(simulation.orders, simulation.account);
}

/** As {@linkcode simulate}, giving way to the event loop as it goes so that progress can be shown. */
export async function simulateWithProgress(
  input: SimulateInput,
  onProgress: (done: number, total: number) => Promise<void> | void,
): Promise<BacktestResult> {
  const simulation = prepareSimulation(input);
  const total = simulation.rows.length;
  const step = Math.max(1, Math.ceil(total / 200));
  let shown = 0;
  for (let to = step; simulation.row < total; to += step) {
    runGuarded(input, simulation, Math.min(to, total));
    if (performance.now() - shown < 100 && simulation.row < total) continue;
    await onProgress(simulation.row, total);
    shown = performance.now();
  }
  return collectResult(input, simulation);
}

/**
 * The simulation of an input, not yet run.
 *
 * @throws UserError where the instruments do not fit together or the strategy cannot be set up.
 */
export function prepareSimulation(input: SimulateInput): Simulation {
  requireOneAccount(input.markets.map(({ instrument }) => instrument));
  return guarded(input, null, () => new Simulation(simulationInput(input)));
}

/** The same in the terms of the engine. */
export function simulationInput(input: SimulateInput): SimulationInput {
  const { markets, model, strategy } = input;
  return {
    strategy,
    params: bindParameters(strategy.parameters, input.params ?? {}),
    listings: markets.map(({ instrument }) => listingOf(instrument)),
    bars: markets.map(({ bars }) => bars),
    timeframeMs: timeframeMs(input.timeframe),
    cash: model.cash,
    model,
    limits: model.limits,
    cell: input.cell,
    finer: markets.map(({ finer }) => finer),
    funding: markets.map(({ funding }) => funding),
    data: markets.map(({ data }) => data ?? {}),
  };
}

function runGuarded(input: SimulateInput, simulation: Simulation, to?: number): void {
  guarded(input, simulation, () => simulation.run(to));
}

function guarded<T>(input: SimulateInput, simulation: Simulation | null, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw strategyFailure(error, input.strategy.name, simulation);
  }
}
