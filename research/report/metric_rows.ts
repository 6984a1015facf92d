import type { Metrics } from "../metrics/metrics.ts";
import { formatCount, formatDays, formatMoney, formatNumber, formatPercent } from "./format.ts";
import { currencyOf, type JudgedRun, type RunReport, type Tone, toneOf } from "./run_report.ts";

/** One metric beside the benchmark's, as text; the label names the unit. */
export interface MetricRow {
  readonly key: keyof Metrics | "finalEquity";
  readonly label: string;
  readonly own: Figure;
  /** Null without a benchmark. */
  readonly benchmark: Figure | null;
  /** Own less benchmark; null where a difference says nothing. */
  readonly difference: Figure | null;
}

/** A figure as it is shown. */
export interface Figure {
  readonly text: string;
  readonly tone: Tone;
}

interface Definition {
  readonly key: MetricRow["key"];
  readonly label: string;
  readonly text: (value: number | null, sign: boolean) => string;
  /** Whether the figure itself is a gain or a loss. */
  readonly signed?: boolean;
  /** Whether more is better, so that the difference is a gain or a loss. */
  readonly compared?: "more" | "neither";
  /** Whether it says nothing where it is zero. */
  readonly optional?: boolean;
}

const percent = (value: number | null, sign: boolean) =>
  formatPercent(value, { sign, unit: false });
const ratio = (value: number | null, sign: boolean) => formatNumber(value, { sign });

/** The metrics of a run beside those of its benchmark, in the order in which they are read. */
export function metricRows({ result, metrics, benchmark }: RunReport): MetricRow[] {
  return definitions(currencyOf(result)).flatMap((definition) => {
    const own = valueOf({ result, metrics }, definition.key);
    const other = benchmark && valueOf(benchmark, definition.key);
    if (definition.optional && !own && !other) return [];
    return [{
      key: definition.key,
      label: definition.label,
      own: figure(definition, own),
      benchmark: benchmark && figure(definition, other),
      difference: benchmark && difference(definition, own, other),
    }];
  });
}

function definitions(currency: string): Definition[] {
  const money = (value: number | null, sign: boolean) => formatMoney(value, { currency, sign });
  const count = (value: number | null) => formatCount(value);
  return [
    { key: "finalEquity", label: `Final equity, ${currency}`, text: money, compared: "more" },
    { key: "totalReturn", label: "Total return, %", text: percent, signed: true, compared: "more" },
    { key: "cagr", label: "CAGR, %", text: percent, signed: true, compared: "more" },
    {
      key: "annualReturn",
      label: "Annual return, %",
      text: percent,
      signed: true,
      compared: "more",
    },
    { key: "volatility", label: "Volatility, %", text: percent, compared: "neither" },
    { key: "sharpe", label: "Sharpe", text: ratio, compared: "more" },
    { key: "sortino", label: "Sortino", text: ratio, compared: "more" },
    { key: "calmar", label: "Calmar", text: ratio, compared: "more" },
    { key: "omega", label: "Omega", text: ratio, compared: "more" },
    { key: "maxDrawdown", label: "Max drawdown, %", text: percent, compared: "more" },
    { key: "maxDrawdownDurationDays", label: "Longest drawdown, days", text: formatDays },
    { key: "valueAtRisk", label: "VaR 5% of returns, %", text: percent, compared: "more" },
    {
      key: "conditionalValueAtRisk",
      label: "CVaR 5% of returns, %",
      text: percent,
      compared: "more",
    },
    { key: "exposure", label: "Exposure, % of bars", text: percent },
    { key: "trades", label: "Trades closed", text: count },
    { key: "openTrades", label: "Trades open", text: count },
    { key: "winRate", label: "Win rate, %", text: percent },
    { key: "profitFactor", label: "Profit factor", text: ratio },
    { key: "sqn", label: "System quality number", text: ratio },
    { key: "feesPaid", label: `Fees paid, ${currency}`, text: money },
    { key: "slippagePaid", label: `Slippage paid, ${currency}`, text: money, optional: true },
    { key: "fundingPaid", label: `Net funding paid, ${currency}`, text: money, optional: true },
  ];
}

function valueOf({ result, metrics }: JudgedRun, key: MetricRow["key"]): number | null {
  return key === "finalEquity" ? result.equity.equity.at(-1) ?? null : metrics[key];
}

function figure({ text, signed = false }: Definition, value: number | null): Figure {
  const shown = text(value, signed);
  return { text: shown, tone: signed ? toneOf(shown) : "plain" };
}

function difference(
  { text, compared }: Definition,
  own: number | null,
  other: number | null,
): Figure | null {
  if (compared === undefined) return null;
  const value = own === null || other === null ? null : own - other;
  const shown = text(value, true);
  return { text: shown, tone: compared === "more" ? toneOf(shown) : "plain" };
}
