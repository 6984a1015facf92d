import type { BacktestResult } from "../backtest/result.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { CostsText } from "./costs_text.ts";

/** A run and what it is judged by. */
export interface JudgedRun {
  readonly result: BacktestResult;
  readonly metrics: Metrics;
}

/** What a report of a run says, in the terminal and on a page alike. */
export interface RunReport extends JudgedRun {
  /** What the run is compared with, such as buying and holding over the same bars. */
  readonly benchmark: JudgedRun | null;
  /** The run's id in the run records; left out where the run was not saved. */
  readonly runId?: string;
  /** The venue model in words; by default slippage is told by what it cost. */
  readonly costs?: CostsText;
  /** What the reader must know of how the run was made, one sentence each. */
  readonly notes?: readonly string[];
  /** What to do next, such as "deno task promote sma_cross". */
  readonly next?: string;
}

/** Whether a figure is good or bad news; colour follows it, and the figure carries its sign. */
export type Tone = "gain" | "loss" | "plain";

/** The tone of a figure by the sign that it carries: what is shown as zero is neither. */
export function toneOf(text: string): Tone {
  return text.startsWith("+") ? "gain" : text.startsWith("−") ? "loss" : "plain";
}

/** A signed figure with its tone. */
export function signed(text: string): { readonly text: string; readonly tone: Tone } {
  return { text, tone: toneOf(text) };
}

/** A strategy's name for a heading: "buy_and_hold" is "Buy and hold"; the run's own stays as it is. */
export function benchmarkName({ result }: JudgedRun): string {
  const words = result.strategy.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The currency that the run's money is in. */
export function currencyOf({ instruments }: BacktestResult): string {
  return instruments[0]?.quote ?? "";
}
