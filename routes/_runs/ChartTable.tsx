import { Table } from "../../islands/ui/Table.tsx";
import { formatCount } from "../../research/report/format.ts";
import { periodEnds } from "../../research/report/html/period_ends.ts";
import type { RunReport } from "../../research/report/run_report.ts";
import type { ChartData } from "./chart_data.ts";
import { readingColumns } from "./readings.ts";

/** The figures that the charts draw, at the end of each bar, day, month or year. */
export function ChartTable(
  { data, report }: { readonly data: ChartData; readonly report: RunReport },
) {
  const { period, rows } = periodEnds(data.equity.ts);
  const columns = readingColumns(data, report);
  const model = {
    columns: columns.map(({ label, unit }, i) => ({ title: `${label}, ${unit}`, words: i === 0 })),
    rows: rows.map((row) => ({
      key: String(row),
      cells: columns.map(({ text }) => text(row)),
    })),
  };
  return (
    <details>
      <summary>{`Figures at the end of each ${period}, ${formatCount(rows.length)} rows`}</summary>
      <Table model={model} label="Figures of the charts" tall />
    </details>
  );
}
