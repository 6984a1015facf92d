import type { Backtest } from "../backtest/backtest.ts";
import { describeRun } from "../report/describe_run.ts";
import { comparisonTable } from "../report/html/comparison.ts";
import { drawdownTable } from "../report/html/drawdown_table.ts";
import { html, type Markup } from "../report/html/markup.ts";
import { orderFacts } from "../report/html/order_facts.ts";
import { tradeFacts } from "../report/html/trade_facts.ts";
import { reportOf } from "../report/report_of.ts";
import { currencyOf, type RunReport } from "../report/run_report.ts";
import { terminalTearSheet } from "../report/terminal/terminal_tear_sheet.ts";
import { framed } from "./frame.ts";
import { consoleDisplay, type Displayable, jupyterDisplay, type MimeBundle } from "./kernel.ts";
import { RunPlots } from "./run_plots.ts";

/** A run as a broker would state it: HTML with charts in a notebook, text in a terminal. */
export class TearSheet implements Displayable {
  readonly #done: Backtest;

  constructor(done: Backtest) {
    this.#done = done;
  }

  /** The tear sheet as the command line prints it. */
  toString(): string {
    return terminalTearSheet({ ...reportOf(this.#done), colour: false });
  }

  [consoleDisplay](): string {
    return this.toString();
  }

  [jupyterDisplay](): MimeBundle {
    return { "text/html": framed(this.#html()), "text/plain": this.toString() };
  }

  #html(): Markup {
    const report = reportOf(this.#done);
    const { result } = report;
    const symbols = result.instruments.map(({ symbol }) => symbol).join(" ");
    return html`
      <h3>${result.strategy} <span class="muted">${symbols} ${result.timeframe}</span></h3>
      ${facts(report)}${this.#charts(report)}
      <div class="columns">
        <div>
          <h4>Metrics</h4>
          ${comparisonTable(report)}
        </div>
        <div>
          <h4>Worst drawdowns</h4>
          ${drawdownTable(report)}
          <h4>Closed trades</h4>
          ${tradeFacts(report)}
          <h4>Orders</h4>
          ${orderFacts(report)}
        </div>
      </div>
    `;
  }

  #charts({ result }: RunReport): Markup {
    if (result.equity.ts.length < 2) return html`<p class="muted">One bar draws no curve.</p>`;
    const plots = new RunPlots(this.#done);
    return html`
      <h4>Equity, ${currencyOf(result)}</h4>
      ${plots.equity({ timeAxis: false }).image}
      <h4>Drawdown, %</h4>
      ${plots.drawdown().image}
      <h4>Monthly returns, %</h4>
      ${plots.monthly().image}
    `;
  }
}

function facts(report: RunReport): Markup {
  const rows = describeRun(report).map(({ label, text }) =>
    html`
      <dt>${label}</dt>
      <dd>${text}</dd>
    `
  );
  return html`<dl>${rows}</dl>`;
}
