import { formatTime } from "../../data/format_time.ts";

/** Seconds that a strategy may take over one bar. */
export const DEFAULT_TIME_LIMIT = 60;

/** Place of the open time of the bar that is being decided on, ms; NaN before the first. */
export const BAR = 0;
/** Place of the seconds that a bar may take. */
export const LIMIT = 1;
/** Place of a count that goes on as long as the thread is free to do other things. */
export const BEAT = 2;

/** Memory that a run in one thread writes and a watcher in another reads. */
export function watchCell(): Float64Array {
  const cell = new Float64Array(new SharedArrayBuffer(24));
  cell[BAR] = NaN;
  cell[LIMIT] = DEFAULT_TIME_LIMIT;
  return cell;
}

/** What the thread is told, and what it answers at its end. */
export interface WatchedCommand {
  readonly args: readonly string[];
  readonly cell: Float64Array;
}

/**
 * Runs a command in a thread of its own and watches it: a strategy that does not come back from a bar
 * cannot be interrupted, so its thread is ended, with one sentence that names the bar.
 *
 * @param worker module that runs the command it is sent, and posts the exit status.
 */
export async function watchCommand(worker: URL, args: readonly string[]): Promise<void> {
  const cell = watchCell();
  const thread = new Worker(worker, { type: "module" });
  const ended = new Promise<number>((resolve, reject) => {
    thread.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
    thread.onerror = (event) => reject(event.error ?? new Error(event.message));
  });
  let [bar, beat] = [NaN, 0];
  let since = performance.now();
  const stuck = new Promise<string>((resolve) => {
    const timer = setInterval(() => {
      const moved = !Object.is(cell[BAR], bar) || cell[BEAT] !== beat;
      if (moved) [bar, beat, since] = [cell[BAR]!, cell[BEAT]!, performance.now()];
      else if (performance.now() - since > cell[LIMIT]! * 1000) {
        resolve(stuckText(bar, cell[LIMIT]!));
      }
    }, 100);
    ended.finally(() => clearInterval(timer)).catch(() => {});
  });
  thread.postMessage({ args, cell } satisfies WatchedCommand);
  const outcome = await Promise.race([ended, stuck]);
  thread.terminate();
  if (typeof outcome === "number") Deno.exitCode = outcome;
  else {
    console.error(`error: ${outcome}`);
    Deno.exit(1);
  }
}

function stuckText(bar: number, limit: number): string {
  const where = Number.isNaN(bar) ? "its set-up" : `the bar of ${formatTime(bar)} UTC`;
  return `the strategy has not finished ${where} after ${limit} s; it may loop for ever ` +
    "(--time-limit gives it more)";
}
