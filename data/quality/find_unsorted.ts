import { formatCount } from "../format_table.ts";
import { formatTime } from "../format_time.ts";
import type { Finding } from "./finding.ts";

/** Backward jumps that a sentence names. */
const NAMED = 3;

/**
 * Kind `unsorted`: a source whose rows are not in the order of time. Counted are the backward jumps,
 * rows earlier than the row before; one jump more makes the blocks that are in order. A source that
 * is newest first throughout is reversed, which is an order. Nothing of the lake is unsorted: the
 * import sorts.
 */
export function findUnsorted(ts: Float64Array | readonly number[]): Finding[] {
  const jumps: number[] = [];
  let forward = 0;
  for (let i = 1; i < ts.length; i++) {
    if (ts[i]! < ts[i - 1]!) jumps.push(i);
    else if (ts[i]! > ts[i - 1]!) forward++;
  }
  if (jumps.length === 0 || forward === 0) return [];
  const named = jumps.slice(0, NAMED).map((i) =>
    `${formatTime(ts[i - 1]!)} is followed by ${formatTime(ts[i]!)}`
  );
  const more = jumps.length - named.length;
  return [{
    kind: "unsorted",
    from: Math.min(...jumps.map((i) => ts[i]!)),
    to: Math.max(...jumps.map((i) => ts[i - 1]!)),
    detail: `${formatCount(jumps.length + 1)} blocks out of order, ${formatCount(jumps.length)} ` +
      `backward ${jumps.length === 1 ? "jump" : "jumps"}: ${named.join(", ")}` +
      (more > 0 ? ` and ${formatCount(more)} more` : ""),
  }];
}
