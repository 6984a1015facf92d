import { UserError } from "../../data/user_error.ts";
import type { Simulation } from "../engine/mod.ts";

const ENGINE = new URL("../engine/", import.meta.url).href;
const BACKTEST = new URL("./", import.meta.url).href;

/**
 * What a strategy's exception means to its author: one sentence with the bar, its time, and the line
 * of the strategy's own file.
 *
 * @param simulation null while the strategy was being set up.
 */
export function strategyFailure(
  error: unknown,
  name: string,
  simulation: Simulation | null,
): UserError {
  if (error instanceof UserError) return error;
  const message = (error instanceof Error ? error.message : String(error)).split("\n")[0];
  const line = error instanceof Error ? strategyLine(error) : null;
  const at = simulation === null
    ? "during set-up"
    : `at bar ${simulation.row} (${new Date(simulation.rows.ts[simulation.row]!).toISOString()})`;
  const failure = new UserError(
    `Strategy ${name} failed ${at}${line === null ? "" : `, ${line}`}: ${message}`,
  );
  failure.cause = error;
  return failure;
}

/** File and line of the innermost frame that is not the engine's. */
function strategyLine(error: Error): string | null {
  for (const frame of error.stack?.split("\n").slice(1) ?? []) {
    const match = /((?:file|blob|data):[^\s)]*?|<anonymous>):(\d+):\d+\)?$/.exec(frame);
    if (!match || match[1]!.startsWith(ENGINE) || match[1]!.startsWith(BACKTEST)) continue;
    const file = decodeURIComponent(match[1]!.split("/").at(-1)!);
    return `${file} line ${match[2]}`;
  }
  return null;
}
