import { didYouMean } from "../../data/nearest.ts";
import { UserError } from "../../data/user_error.ts";
import type { BacktestOptions as CoreOptions } from "../backtest/backtest.ts";
import { type TimeLike, timeOf } from "./time_like.ts";

type Shared = Omit<CoreOptions, "from" | "to" | "source" | "cell" | "onProgress">;

/** What to backtest on, as one writes it in a cell. */
export interface BacktestOptions extends Shared {
  /** One symbol, such as "BTC/USDT"; `symbols` takes several. */
  readonly symbol?: string | undefined;
  /** First open time, inclusive: "2023-01-01", an ISO 8601 time, a Date or ms. UTC. */
  readonly from?: TimeLike | undefined;
  /** End of the open times, exclusive. */
  readonly to?: TimeLike | undefined;
  /** Whether a progress bar is shown; turn it off for backtests in a loop. */
  readonly progress?: boolean | undefined;
}

const known: Readonly<Record<keyof BacktestOptions, true>> = {
  symbol: true,
  symbols: true,
  timeframe: true,
  venue: true,
  from: true,
  to: true,
  params: true,
  cash: true,
  feeBps: true,
  drillDown: true,
  slippageBps: true,
  spreadBps: true,
  impactBps: true,
  participation: true,
  latency: true,
  rejectRate: true,
  seed: true,
  leverage: true,
  marginMode: true,
  book: true,
  limits: true,
  dataDir: true,
  progress: true,
};

/**
 * Options as the backtest takes them. A cell's types are not checked, so a misspelt name is refused
 * here: `{ feeBsp: 5 }` must not run without the fee.
 *
 * @throws UserError for an unknown name, both `symbol` and `symbols`, or a time that is none.
 */
export function backtestOptions(
  options: Omit<BacktestOptions, "progress">,
): Omit<CoreOptions, "symbols"> & { readonly symbols: readonly string[] } {
  const names = Object.keys(known);
  const { symbol, symbols, from, to, ...rest } = withoutSource(options);
  const unknown = Object.keys(rest).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new UserError(
      `Unknown option "${unknown}" of backtest${didYouMean(unknown, names)} ` +
        `(known: ${names.join(", ")})`,
    );
  }
  if (symbol !== undefined && symbols !== undefined) {
    throw new UserError("Cannot backtest on both symbol and symbols; give one of them");
  }
  return {
    ...rest,
    symbols: symbols ?? [symbol ?? "SPX"],
    from: timeOf("from", from),
    to: timeOf("to", to),
  };
}

function withoutSource<T extends object>(options: T): T {
  const { source: _, ...rest } = options as T & { source?: string };
  return rest as unknown as T;
}
