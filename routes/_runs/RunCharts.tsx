import ChartCursor from "../../islands/ChartCursor.tsx";
import { SCALE_WIDTH } from "../../research/report/charts/frame.ts";
import { formatCount } from "../../research/report/format.ts";
import { Island } from "../_ui/Island.tsx";
import { RawHtml } from "../_ui/RawHtml.tsx";
import { chartData } from "./chart_data.ts";
import { ChartTable } from "./ChartTable.tsx";
import { chartReadings } from "./readings.ts";
import { runCharts } from "./run_charts.ts";
import type { RunView } from "./run_view.ts";
import { rangeChoices, rangeQuery, type TimeRange } from "./time_range.ts";

interface Props {
  readonly view: RunView;
  readonly range: TimeRange;
}

/** The charts of a run over a range of time, with the line that reads them and the ranges to choose. */
export function RunCharts({ view, range }: Props) {
  const { record, report } = view;
  if (record.bars < 2) {
    return (
      <p class="muted">
        {`Charts begin with the second bar; this run has ${formatCount(record.bars)}.`}
      </p>
    );
  }
  const data = chartData(view, range);
  const { labels, readings, from, to } = chartReadings(data, report);
  const page = `/runs/${record.runId}`;
  return (
    <section id="charts" class="charts">
      <div class="heading">
        <h2>Over time</h2>
        <nav class="ranges" aria-label="Range of time">
          {rangeChoices(record, range).map(({ label, href, chosen }) => (
            <a key={label} href={href} aria-current={chosen ? "true" : undefined}>{label}</a>
          ))}
        </nav>
      </div>
      <Island
        name="ChartCursor"
        component={ChartCursor}
        props={{
          charts: "charts",
          margins: { left: 2, right: SCALE_WIDTH },
          url: `/api/runs/${record.runId}/readings${rangeQuery(record, range)}`,
          labels,
          last: readings.at(-1)!,
          from,
          to,
          page,
        }}
      />
      <RawHtml html={runCharts(data, report)} />
      <ChartTable data={data} report={report} />
    </section>
  );
}
