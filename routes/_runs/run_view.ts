import type { Bars } from "../../data/bars.ts";
import { openLake } from "../../data/storage/open_lake.ts";
import { UserError } from "../../data/user_error.ts";
import { loadRunMarkets } from "../../research/backtest/load_markets.ts";
import type { BacktestResult } from "../../research/backtest/result.ts";
import { type Market, simulate } from "../../research/backtest/simulate.ts";
import type { Metrics } from "../../research/metrics/metrics.ts";
import { costsText } from "../../research/report/costs_text.ts";
import type { JudgedRun, RunReport } from "../../research/report/run_report.ts";
import type { RunRecord } from "../../research/runs/run_record.ts";
import buyAndHold from "../../research/strategies/buy_and_hold.ts";
import { readResult } from "./read_result.ts";

/** A saved run with all that its page shows. */
export interface RunView {
  readonly record: RunRecord;
  readonly report: RunReport;
  /** Bars of each instrument over the run's range; null where the lake does not hold them any more. */
  readonly bars: readonly (Bars | null)[];
  /** Buying and holding bar by bar; null where the bars are not those of the run. */
  readonly benchmarkCurve: BacktestResult["equity"] | null;
}

interface RunMarket {
  readonly market: Market | null;
  /** What is not as it was in the run, in a sentence; null where nothing is. */
  readonly note: string | null;
}

/**
 * Reads a saved run whole, with the bars that it ran over. Where the lake holds other bars by now,
 * the view says so and leaves out what would follow from them.
 */
export async function readRunView(dataDir: string, record: RunRecord): Promise<RunView> {
  const loaded = await Promise.all(
    record.instruments.map((_, i) => readMarket(dataDir, record, i)),
  );
  const notes = loaded.flatMap(({ note }) => note ?? []);
  const bars = loaded.map((each) => each.market?.bars ?? null);
  const marks = notes.length === 0 ? bars.map((each) => each?.close.at(-1)) : [];
  const result = await readResult(dataDir, record, marks);
  const held = record.benchmark && notes.length === 0
    ? hold(record, loaded.map(({ market }) => market!))
    : null;
  const benchmark: JudgedRun | null = record.benchmark && {
    result: held ?? withoutCourse(result),
    metrics: metricsOf(record.benchmark),
  };
  return {
    record,
    report: {
      result,
      metrics: metricsOf(record.metrics),
      benchmark,
      costs: costsText(record),
      notes,
    },
    bars,
    benchmarkCurve: held?.equity ?? null,
  };
}

async function readMarket(dataDir: string, record: RunRecord, i: number): Promise<RunMarket> {
  const instrument = record.instruments[i]!;
  const { symbol } = instrument;
  try {
    const one = { ...record, instruments: [instrument] };
    const [market] = await loadRunMarkets(openLake({ dataDir }), one);
    if (market!.checksum === record.dataChecksums[i]) return { market: market!, note: null };
    return {
      market: market!,
      note: `The lake's bars of ${symbol} have changed since this run: the price drawn below is ` +
        "today's, the figures are the run's, and the benchmark has no curve",
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { market: null, note: `The price of ${symbol} cannot be drawn: ${error.message}` };
  }
}

/** The benchmark, run again over the very bars of the run: the same engine, so the same curve. */
function hold({ timeframe, model }: RunRecord, markets: readonly Market[]): BacktestResult {
  const { limits: _, ...rest } = model;
  return simulate({ strategy: buyAndHold, markets, timeframe, model: rest });
}

function withoutCourse(result: BacktestResult): BacktestResult {
  const none = new Float64Array(0);
  return {
    ...result,
    strategy: buyAndHold.name,
    equity: { ts: none, equity: none, cash: none, exposure: none },
    orders: [],
    trades: [],
  };
}

/** A record holds metrics by name; one that it lacks is undefined for the run. */
function metricsOf(metrics: RunRecord["metrics"]): Metrics {
  return metrics as unknown as Metrics;
}
