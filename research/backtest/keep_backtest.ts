import type { Lake } from "../../data/storage/open_lake.ts";
import { computeMetrics } from "../metrics/mod.ts";
import { withoutAbsent } from "../runs/model_schema.ts";
import { makeRunId } from "../runs/run_id.ts";
import type { RunRecord } from "../runs/run_record.ts";
import { saveRun } from "../runs/save_run.ts";
import { engineHash, strategyHash } from "../runs/source_hash.ts";
import { recordTrial } from "../runs/trial_ledger.ts";
import type { Backtest, BacktestOptions } from "./backtest.ts";
import type { LoadedMarket } from "./load_markets.ts";
import type { BacktestResult } from "./result.ts";
import type { SimulateInput } from "./simulate.ts";

/** A backtest that has come to its end. */
export interface DoneBacktest {
  readonly lake: Lake;
  readonly options: Pick<BacktestOptions, "source" | "drillDown">;
  readonly input: SimulateInput;
  /** What each market was loaded from. */
  readonly loaded: readonly Pick<LoadedMarket, "checksum" | "source" | "data">[];
  readonly result: BacktestResult;
  readonly benchmark: Backtest["benchmark"];
}

/** Counts a finished backtest as a trial, judges it and saves it as a run. */
export async function keepBacktest(done: DoneBacktest): Promise<Backtest> {
  const { lake, options, input, loaded, result, benchmark } = done;
  const { strategy, markets, timeframe, model } = input;
  const instruments = markets.map(({ instrument }) => instrument);
  const symbols = instruments.map(({ symbol }) => symbol);
  const dataChecksums = loaded.map(({ checksum }) => checksum);
  const metrics = computeMetrics(result);
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
    instruments,
    timeframe,
    from: result.from,
    to: result.to,
    bars: result.equity.ts.length,
    drillDown: options.drillDown ?? null,
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
