/**
 * The research API, imported as `tapeout` in notebooks and strategies: what a strategy is written
 * with, SQL over the lake, backtests, and how they are shown in a cell.
 *
 * @module
 */
import "./notebook/start_kernel.ts";

export * from "./strategy_api.ts";
export { type BarTable, overBars } from "./indicators/over_bars.ts";
export { backtest } from "./notebook/backtest.ts";
export type { BacktestOptions } from "./notebook/backtest_options.ts";
export { bars, type BarsOptions } from "./notebook/bars.ts";
export { display } from "./notebook/display.ts";
export { Plot } from "./notebook/plot.ts";
export type { Run } from "./notebook/run.ts";
export { sql } from "./notebook/sql.ts";
export type { SqlValue } from "./notebook/sql_value.ts";
export type { TimeLike } from "./notebook/time_like.ts";
