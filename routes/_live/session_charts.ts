import type { SessionDetail } from "../../live/journal/session_view.ts";
import { drawdownChart, equityChart } from "../../research/report/charts/mod.ts";
import { chartFigure } from "../_ui/chart_figure.ts";
import { currencyOf } from "./session_model.ts";

/** Equity of a session at each bar's close, and the drawdown beneath, as HTML. */
export function sessionCharts(session: SessionDetail): string {
  const ts = Float64Array.from(session.equityCurve.ts);
  const equity = Float64Array.from(session.equityCurve.equity);
  if (ts.length < 2) {
    return `<section><h2>Equity</h2><p class="muted">Equity is drawn from the second bar on.</p></section>`;
  }
  const curve = { ts, equity };
  const currency = currencyOf(session);
  const data = { strategy: { name: session.deployment, curve }, currency };
  return "<section><h2>Equity</h2>" +
    chartFigure((width, narrow) =>
      equityChart(data, { width, height: narrow ? 200 : 260, timeAxis: false })
    ) + "<h3>Drawdown, %</h3>" +
    chartFigure((width, narrow) => drawdownChart(curve, { width, height: narrow ? 110 : 120 })) +
    "</section>";
}
