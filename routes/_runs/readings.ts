import { drawdowns } from "../../research/metrics/drawdowns.ts";
import {
  formatAtStep,
  formatMoney,
  formatPercent,
  timeFormat,
} from "../../research/report/format.ts";
import { benchmarkName, currencyOf, type RunReport } from "../../research/report/run_report.ts";
import type { ChartReadings } from "../../islands/chart_readings.ts";
import { type ChartData, firstFrom } from "./chart_data.ts";

/** What the charts say at each place that a pointer can tell apart, one reading a pixel at most. */
const MOST_READINGS = 1_000;

/** The values of all charts of a run over time, as text; the last bar's come last. */
export function chartReadings(data: ChartData, report: RunReport): ChartReadings {
  const columns = readingColumns(data, report);
  const { ts } = data.equity;
  const [time, ...values] = columns;
  return {
    from: ts[0]!,
    to: ts.at(-1)!,
    labels: values.map(({ label, unit }) => unit === "%" ? `${label}, %` : label),
    readings: readRows(ts).map((row) => ({
      ts: ts[row]!,
      time: time!.text(row),
      values: values.map(({ text }) => text(row)),
    })),
  };
}

/** Rows that are read: the last bar of each of at most a thousand equal shares of the time. */
function readRows(ts: Float64Array): number[] {
  if (ts.length <= MOST_READINGS) return [...ts.keys()];
  const [from, to] = [ts[0]!, ts.at(-1)!];
  const rows = new Set<number>();
  for (let share = 1; share <= MOST_READINGS; share++) {
    const row = firstFrom(ts, from + (to - from) * share / MOST_READINGS + 1) - 1;
    if (row >= 0) rows.add(row);
  }
  return [...rows];
}

/** One thing that the charts say, by the row of the equity curve. */
export interface ReadingColumn {
  readonly label: string;
  readonly unit: string;
  readonly text: (row: number) => string;
}

/** Everything that the charts say, time first. */
export function readingColumns(
  data: ChartData,
  { result, benchmark }: RunReport,
): ReadingColumn[] {
  const currency = currencyOf(result);
  const { equity: { ts, equity }, peaked } = data;
  const below = drawdowns(peaked.equity).subarray(peaked.ts.length - ts.length);
  const held = data.benchmark;
  const [bars] = data.bars;
  const time = timeFormat(result.timeframe);
  return [
    { label: "Time", unit: "UTC", text: (row) => time(ts[row]!) },
    { label: "Equity", unit: currency, text: (row) => formatMoney(equity[row]!, { currency }) },
    ...(benchmark && held
      ? [{
        label: benchmarkName(benchmark),
        unit: currency,
        text: (row: number) => formatMoney(at(held.ts, held.equity, ts[row]!), { currency }),
      }]
      : []),
    { label: "Drawdown", unit: "%", text: (row) => formatPercent(below[row]!, { unit: false }) },
    ...(bars && data.bars.length === 1
      ? [{
        label: "Close",
        unit: result.instruments[0]!.quote,
        text: (row: number) =>
          formatAtStep(at(bars.ts, bars.close, ts[row]!), result.instruments[0]!.tickSize),
      }]
      : []),
  ];
}

function at(ts: Float64Array, values: Float64Array, time: number): number | null {
  const row = firstFrom(ts, time);
  return ts[row] === time ? values[row]! : null;
}
