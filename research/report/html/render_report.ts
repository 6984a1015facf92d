import { tokens } from "../tokens.ts";
import { comparisonTable, keyFigures } from "./comparison.ts";
import { drawdownTable } from "./drawdown_table.ts";
import { section } from "./elements.ts";
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
  const { result } = report;
  const symbols = result.instruments.map(({ symbol }) => symbol).join(", ");
  const title = `${result.strategy} on ${symbols} ${result.timeframe}`;
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  const style = trusted(tokens + css);
  const body = [headSection(report), html`<main>${mainSections(report)}</main>`, footer(report)];
  return html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="${policy}">
        <title>${title}</title>
        <style>${style}</style>
      </head>
      <body>${body}</body>
    </html>
  `.text + "\n";
}

function mainSections(report: HtmlReport): Markup[] {
  const facts = [
    section("Worst drawdowns", drawdownTable(report)),
    section("Closed trades", tradeFacts(report)),
    section("Orders", orderFacts(report)),
  ];
  return [
    keyFigures(report),
    equitySection(report),
    html`
      <div class="columns">
        ${section("Metrics", comparisonTable(report))}
        <div>${facts}</div>
      </div>
    `,
    ...monthlySection(report),
    ...tradesSection(report),
    section("Trades", tradeList(report)),
  ];
}

function footer({ result, next }: HtmlReport): Markup {
  const step = next === undefined ? null : html`<p>Next: <code>${next}</code></p>`;
  return html`
    <footer>
      ${step}
      <p class="muted">Tapeout. Decisions <code>sha256 ${result.decisionHash}</code></p>
    </footer>
  `;
}
