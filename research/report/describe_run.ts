import type { BacktestResult } from "../backtest/result.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import { DAY_MS } from "../metrics/equity_curve.ts";
import { feeText } from "./costs_text.ts";
import { formatCount, formatMoney, formatNumber, formatPlural, timeFormat } from "./format.ts";
import { currencyOf, type RunReport } from "./run_report.ts";

/** A fact of a run and its name. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** What was run, on what, and what trading cost: the head of every report. */
export function describeRun(report: RunReport): Fact[] {
  const { result, runId } = report;
  const currency = currencyOf(result);
  const filled = fills(report);
  return [
    ...(runId === undefined ? [] : [{ label: "Run", text: runId }]),
    { label: "Parameters", text: parametersText(result) },
    { label: result.instruments.length > 1 ? "Instruments" : "Instrument", text: traded(result) },
    { label: "Period", text: periodText(result) },
    { label: "Cash", text: `${formatMoney(result.cash, { currency })} ${currency}` },
    { label: "Costs", text: costs(report) },
    ...(filled === "" ? [] : [{ label: "Fills", text: filled }]),
    { label: "Decisions", text: `sha256 ${result.decisionHash.slice(0, 16)}` },
  ];
}

/** How the ratios of a run are computed, in one line. */
export function describeRatios({ periodsPerYear, timeframe }: BacktestResult): string {
  const returns = timeframeMs(timeframe) > DAY_MS
    ? `returns of ${timeframe}, ${formatNumber(periodsPerYear, { decimals: 1 })} a year`
    : `daily returns, ${periodsPerYear} days a year`;
  return `Ratios: ${returns}, risk-free rate 0. Drawdowns: every bar.`;
}

function parametersText({ params }: BacktestResult): string {
  const entries = Object.entries(params);
  if (entries.length === 0) return "none";
  return entries.map(([name, value]) => `${name} ${value}`).join(", ");
}

function traded({ instruments }: BacktestResult): string {
  const shown = instruments.slice(0, 4).map((instrument) => instrument.symbol).join(", ");
  const more = instruments.length > 4 ? ` and ${instruments.length - 4} more` : "";
  const kinds = [...new Set(instruments.map(({ kind, venue }) => `${kind} at ${venue}`))];
  return `${shown}${more} (${kinds.join("; ")})`;
}

function periodText({ from, to, equity, timeframe }: BacktestResult): string {
  const bars = `${formatCount(equity.ts.length)} bars of ${timeframe}`;
  if (equity.ts.length === 0) return bars;
  const format = timeFormat(timeframe);
  return `${format(from)} to ${format(to)} UTC, ${bars}`;
}

function costs(report: RunReport): string {
  const margin = report.costs?.margin ? `; ${report.costs.margin}` : "";
  return `fee ${feeText(report.result.instruments)}, slippage ${slippage(report)}${margin}`;
}

/** How orders were filled, and how often it was not clear: nothing where both go without saying. */
function fills({ costs, result: { ambiguousBars, equity } }: RunReport): string {
  const ambiguous = ambiguousBars === 0
    ? ""
    : `${formatCount(ambiguousBars)} of ${formatPlural(equity.ts.length, "bar")} ambiguous: stop ` +
      "taken before target";
  return [costs?.fills ?? "", ambiguous].filter((part) => part !== "").join("; ");
}

function slippage({ costs, metrics, result }: RunReport): string {
  if (costs !== undefined) return costs.slippage;
  if (metrics.slippagePaid === 0) return "none";
  const currency = currencyOf(result);
  return `that cost ${formatMoney(metrics.slippagePaid, { currency })} ${currency}`;
}
