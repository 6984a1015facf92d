import { UserError } from "../../data/user_error.ts";
import { type Backtest, backtest as runBacktest } from "../backtest/backtest.ts";
import type { ParameterSchema, Strategy } from "../engine/mod.ts";
import { withStrategy } from "../load/strategy_source.ts";
import { formatCount } from "../report/format.ts";
import { type BacktestOptions, backtestOptions } from "./backtest_options.ts";
import { inCell } from "./in_cell.ts";
import { logRun } from "./log_run.ts";
import { progressBar } from "./progress_bar.ts";
import type { Run } from "./run.ts";

/**
 * Backtests a strategy on the lake with a progress bar beneath the cell, counts the trial and saves
 * the run. Decisions are made at bar closes and fill from the next open on. Interrupting the cell
 * stops it at once; the kernel and its variables stay.
 *
 * ```ts ignore
 * const run = await backtest(trend, { symbol: "BTC/USDT", timeframe: "1h", from: "2022-01-01" });
 * await display(run.tearSheet());
 * ```
 *
 * @param strategy what `strategy(…)` returned, or the name of one that ships, such as "sma_cross".
 * @throws UserError for bars that are not held, an option or parameter that is not known or out of
 * range, or a strategy that fails; the message names the bar and the line.
 */
export function backtest<S extends ParameterSchema>(
  strategy: Strategy<S> | string,
  options: BacktestOptions = {},
): Promise<Run> {
  return inCell(async (signal) => {
    const { Run } = await import("./run.ts");
    if (typeof strategy !== "string") {
      return new Run(
        await observed(strategy as unknown as Strategy<ParameterSchema>, options, signal),
      );
    }
    return await withStrategy(
      strategy,
      async (loaded) =>
        new Run(await observed(loaded.strategy, { ...options, source: strategy }, signal)),
    );
  });
}

async function observed(
  strategy: Strategy<ParameterSchema>,
  options: BacktestOptions & { readonly source?: string },
  signal: AbortSignal,
): Promise<Backtest> {
  const { progress = true, ...rest } = options;
  const settled = backtestOptions(rest);
  const { symbols, timeframe = settled.book === undefined ? "1d" : "1s" } = settled;
  const bar = progressBar(`${strategy.name} on ${symbols.join(", ")} ${timeframe}`, "bars");
  const started = performance.now();
  const done = await runBacktest(strategy, {
    ...settled,
    source: options.source,
    onProgress: async (row, total) => {
      if (progress) await bar.update(row, total);
      else await new Promise((resolve) => setTimeout(resolve, 0));
      if (!signal.aborted) return;
      const at = `bar ${formatCount(row)} of ${formatCount(total)}`;
      if (progress) await bar.end(`${strategy.name}: interrupted at ${at}`);
      throw new UserError(`The backtest was interrupted at ${at}; nothing was saved`);
    },
  });
  logRun(done.record.runId);
  const seconds = (performance.now() - started) / 1000;
  if (progress) {
    await bar.end(
      `${formatCount(done.record.bars)} bars of ${symbols.join(", ")} ${timeframe} in ` +
        `${seconds.toFixed(2)} s, saved as run ${done.record.runId}`,
    );
  }
  return done;
}
