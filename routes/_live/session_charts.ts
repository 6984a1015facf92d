import type { SessionDetail } from "../../live/journal/session_view.ts";
import { drawdowns } from "../../research/metrics/drawdowns.ts";
import type { EquityCurve } from "../../research/metrics/equity_curve.ts";
import { drawdownChart, equityChart } from "../../research/report/charts/mod.ts";
import {
  formatCount,
  formatMoney,
  formatPercent,
  timeFormat,
} from "../../research/report/format.ts";
import { details, muted, section } from "../../research/report/html/elements.ts";
import { htmlTable } from "../../research/report/html/html_table.ts";
import { html, type Markup, trusted } from "../../research/report/html/markup.ts";
import { periodEnds } from "../../research/report/html/period_ends.ts";
import { chartFigure } from "../_ui/chart_figure.ts";
import { currencyOf } from "./session_model.ts";

/** Equity of a session at each bar's close, the drawdown beneath, and both as a table, as HTML. */
export function sessionCharts(session: SessionDetail): string {
  const { ts, equity } = session.equityCurve;
  const curve = { ts: Float64Array.from(ts), equity: Float64Array.from(equity) };
  const currency = currencyOf(session);
  const title = currency ? `Equity, ${currency}` : "Equity";
  if (ts.length < 2) return section(title, muted("Equity is drawn from the second bar on.")).text;
  const data = { strategy: { name: session.deployment, curve }, currency };
  return section(
    title,
    figure((width, narrow) =>
      equityChart(data, { width, height: narrow ? 200 : 260, timeAxis: false })
    ),
    html`<h3>Drawdown, %</h3>`,
    figure((width, narrow) => drawdownChart(curve, { width, height: narrow ? 110 : 120 })),
    figures(curve, { title, time: timeFormat(session.timeframe) }),
  ).text;
}

interface Wording {
  readonly title: string;
  readonly time: (ts: number) => string;
}

function figures({ ts, equity }: EquityCurve, { title, time }: Wording): Markup {
  const below = drawdowns(equity);
  const { period, rows } = periodEnds(ts);
  return details(
    `Figures at the close of each ${period}, ${formatCount(rows.length)} rows`,
    htmlTable(
      [{ title: "Time, UTC", words: true }, { title }, { title: "Drawdown, %" }],
      rows.map((row) => [
        time(ts[row]!),
        formatMoney(equity[row]!),
        formatPercent(below[row]!, { unit: false }),
      ]),
      { tall: true },
    ),
  );
}

function figure(draw: (width: number, narrow: boolean) => string): Markup {
  return trusted(chartFigure(draw));
}
