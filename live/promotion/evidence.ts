import { openLake } from "../../data/storage/open_lake.ts";
import { messageOf } from "../../data/message_of.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import { holdBenchmark } from "../../research/backtest/hold_benchmark.ts";
import {
  simulate,
  simulateDecisions,
  type SimulateInput,
  simulationInput,
} from "../../research/backtest/simulate.ts";
import { requireUntouched } from "../../research/backtest/untouched.ts";
import { type LoadedMarket, loadRunMarkets } from "../../research/backtest/load_markets.ts";
import type { ParameterSchema, Strategy } from "../../research/engine/mod.ts";
import { computeMetrics } from "../../research/metrics/mod.ts";
import { venueModelOf } from "../../research/runs/model_schema.ts";
import type { RunRecord } from "../../research/runs/run_record.ts";
import { type LookAheadResult, testLookAhead } from "../../research/validation/look_ahead.ts";
import { dataNames } from "../runner/feed.ts";
import { type Rehearsal, rehearse } from "../runner/rehearse.ts";
import type { SessionConfig } from "../runner/session_config.ts";
import type { Evidence, Repeated } from "./gates.ts";
import { hashBytes } from "./registry.ts";

/** What is to be judged, and by which run. */
export interface Candidate {
  readonly strategy: Strategy<ParameterSchema>;
  readonly run: RunRecord;
  /** The frozen module. */
  readonly bytes: Uint8Array;
  readonly dataDir: string;
}

/**
 * Repeats the run from its source, tests it for look-ahead, and runs the frozen bytes in the sandbox
 * that trades them, all over the bars that the lake holds for it now.
 *
 * @throws UserError where the bars are not held any more, or the strategy fails over them.
 */
export async function gatherEvidence(
  { strategy, run, bytes, dataDir }: Candidate,
): Promise<Evidence> {
  const markets = await loadRunMarkets(openLake({ dataDir }), run);
  const dataChecksums = markets.map(({ checksum }) => checksum);
  const input: SimulateInput = {
    strategy,
    params: run.params,
    markets,
    timeframe: run.timeframe,
    model: run.model,
  };
  const repeated = repeat(input, run);
  const repeats = repeated.decisionHash === run.decisionHash;
  const evidence = {
    run,
    dataChecksums,
    repeated,
    decisions: simulateDecisions(input),
    lookAhead: repeats ? lookAheadOf(input) : null,
  };
  requireUntouched(strategy.name, markets);
  return { ...evidence, rehearsal: await rehearsalOf(bytes, run, markets) };
}

/** What the run comes to when it is run again from its source. */
function repeat(input: SimulateInput, run: RunRecord): Repeated {
  const result = simulate(input);
  return {
    from: result.from,
    to: result.to,
    metrics: { ...computeMetrics(result) },
    benchmark: run.benchmark && { ...holdBenchmark(input).metrics },
    finalEquity: result.equity.equity.at(-1)!,
    decisionHash: result.decisionHash,
  };
}

function lookAheadOf(input: SimulateInput): LookAheadResult {
  return testLookAhead(simulationInput(input));
}

async function rehearsalOf(
  bytes: Uint8Array,
  run: RunRecord,
  markets: readonly LoadedMarket[],
): Promise<Rehearsal | string> {
  const config: SessionConfig = {
    sessionId: "rehearsal",
    deployment: "rehearsal",
    artefact: { name: run.strategy, version: 0, hash: hashBytes(bytes) },
    overrides: [],
    venue: "paper",
    feed: "lake",
    instruments: run.instruments,
    timeframe: run.timeframe,
    timeframeMs: timeframeMs(run.timeframe),
    drillDown: run.drillDown,
    data: dataNames(markets),
    from: run.from,
    to: run.to,
    capital: run.model.cash,
    model: venueModelOf(run.model),
    limits: run.model.limits ?? {},
  };
  try {
    return await rehearse(new TextDecoder().decode(bytes), config, markets);
  } catch (error) {
    return messageOf(error);
  }
}
