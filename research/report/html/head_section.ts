import { describeRun } from "../describe_run.ts";
import { formatPlural } from "../format.ts";
import { orderOutcomes } from "../order_outcomes.ts";
import type { HtmlReport } from "./html_report.ts";
import { liquidations } from "../takings.ts";
import { html, type Markup } from "./markup.ts";

/** What was run and what state it is in: alarms stand here and nowhere else. */
export function headSection(report: HtmlReport): Markup {
  const { result, notes = [] } = report;
  const symbols = result.instruments.map(({ symbol }) => symbol).join(" ");
  const facts = describeRun(report).map(({ label, text }) =>
    html`
      <div>
        <dt>${label}</dt>
        <dd>${text}</dd>
      </div>
    `
  );
  return html`
    <header>
      <h1>${result.strategy} <span class="muted">${symbols} ${result.timeframe}</span></h1>
      <p class="state">${stateOf(report)}</p>
      ${notes.map((note) => html`<p class="note">${note}</p>`)}
      <dl class="facts">${facts}</dl>
    </header>
  `;
}

function stateOf({ state = "Complete", result, metrics }: HtmlReport): Markup[] {
  const { refusals } = orderOutcomes(result.orders);
  const turnedDown = refusals.reduce((sum, { count }) => sum + count, 0);
  const taken = liquidations(result);
  return [
    html`<strong>${state}</strong>`,
    ...(metrics.openTrades > 0
      ? [html`<span>${formatPlural(metrics.openTrades, "trade")} open</span>`]
      : []),
    ...(taken > 0
      ? [html`<span class="warning">${formatPlural(taken, "position")} liquidated</span>`]
      : []),
    ...(turnedDown > 0
      ? [html`<span class="warning">${formatPlural(turnedDown, "order")} turned down</span>`]
      : []),
  ];
}
