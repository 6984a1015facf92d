import { messageOf } from "../../data/message_of.ts";
import { UserError } from "../../data/user_error.ts";
import type { Simulation } from "../engine/mod.ts";

const LIBRARY = ["../engine/", "../indicators/", "../sizing/"].map((path) =>
  new URL(path, import.meta.url).href
);
const BACKTEST = new URL("./", import.meta.url).href;

/**
 * What a strategy's exception means to its author: one sentence with the bar, its time, and the line
 * of the strategy's own file. What was thrown while no strategy ran is about the bars or parameters
 * during set-up, and a bug, returned as it is, after that.
 *
 * @param simulation null while the strategy was being set up.
 */
export function strategyFailure(
  error: unknown,
  name: string,
  simulation: Pick<Simulation, "row" | "rows"> | null,
): Error {
  if (error instanceof UserError) return error;
  const message = messageOf(error).split("\n")[0];
  const where = error instanceof Error ? strategyLine(error) : "";
  if (where === null) {
    return simulation === null ? new UserError(message, { cause: error }) : error as Error;
  }
  const at = simulation === null
    ? "during set-up"
    : `at bar ${simulation.row} (${new Date(simulation.rows.ts[simulation.row]!).toISOString()})`;
  return new UserError(`Strategy ${name} failed ${at}${where}: ${message}`, { cause: error });
}

/**
 * File and line of the innermost frame that is the strategy's; null where only our own code ran, and
 * empty where the frames do not say.
 */
function strategyLine(error: Error): string | null {
  for (const frame of error.stack?.split("\n").slice(1) ?? []) {
    const match = /((?:file|blob|data):[^\s)]*?|<anonymous>):(\d+):\d+\)?$/.exec(frame);
    if (!match || LIBRARY.some((path) => match[1]!.startsWith(path))) continue;
    if (match[1]!.startsWith(BACKTEST)) return null;
    const file = decodeURIComponent(match[1]!.split("/").at(-1)!);
    return `, ${file} line ${match[2]}`;
  }
  return "";
}
