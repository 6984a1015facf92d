import { tokens } from "../tokens.ts";
import { comparisonTable, keyFigures } from "./comparison.ts";
import { drawdownTable } from "./drawdown_table.ts";
import { equitySection } from "./equity_section.ts";
import { headSection } from "./head_section.ts";
import type { HtmlReport } from "./html_report.ts";
import { html, type Markup, trusted } from "./markup.ts";
import { monthlySection } from "./monthly_section.ts";
import { orderFacts } from "./order_facts.ts";
import css from "./report.css" with { type: "text" };
import { tradeFacts } from "./trade_facts.ts";
import { tradeList } from "./trade_list.ts";
import { tradesSection } from "./trades_section.ts";

/** The whole page; see `htmlReport`, which loads this and the charts when they are needed. */
export function renderReport(report: HtmlReport): string {
  const { result, next } = report;
  const symbols = result.instruments.map(({ symbol }) => symbol).join(", ");
  return html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'">
        <title>${result.strategy} on ${symbols} ${result.timeframe}</title>
        <style>
    ${trusted(tokens)}
    ${trusted(css)}</style>
      </head>
      <body>
    ${headSection(report)}
    <main>
    ${keyFigures(report)}
    ${equitySection(report)}
    ${body(report)}
    </main>
    <footer>
    ${next === undefined ? null : html`<p>Next: <code>${next}</code></p>`}
    <p class="muted">Tapeout. Decisions <code>sha256 ${result.decisionHash}</code></p>
    </footer>
      </body>
    </html>
  `.text;
}

function body(report: HtmlReport): Markup {
  return html`
    <div class="columns">
      <section><h2>Metrics</h2>${comparisonTable(report)}</section>
      <div>
        <section><h2>Worst drawdowns</h2>${drawdownTable(report)}</section>
        <section><h2>Closed trades</h2>${tradeFacts(report)}</section>
        <section><h2>Orders</h2>${orderFacts(report)}</section>
      </div>
    </div>
    ${monthlySection(report)}
    ${tradesSection(report)}
    <section><h2>Trades</h2>${tradeList(report)}</section>
  `;
}
