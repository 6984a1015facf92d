import { formatCount } from "../format_table.ts";
import { formatTime } from "../format_time.ts";
import type { SourceOrder } from "../import/order_counter.ts";
import type { Finding } from "./finding.ts";

/** Backward jumps that a sentence names. */
const NAMED = 3;

/**
 * Kind `unsorted`: a source whose rows are not in the order of time: how many blocks are, and where
 * the next one goes back. A source that is newest first throughout is reversed, which is an order.
 * Nothing of the lake is unsorted, for the import sorts; what the finding of a lake's series tells
 * is how its file was.
 */
export function unsortedFinding({ kind, blocks, jumps }: SourceOrder, file?: string): Finding[] {
  if (kind !== "unsorted") return [];
  const named = jumps.slice(0, NAMED)
    .map(([before, after]) => `${formatTime(before)} is followed by ${formatTime(after)}`);
  const more = blocks - 1 - named.length;
  return [{
    kind: "unsorted",
    from: Math.min(...jumps.map(([, after]) => after)),
    to: Math.max(...jumps.map(([before]) => before)),
    detail: `${formatCount(blocks)} blocks out of order, ${formatCount(blocks - 1)} ` +
      `backward ${blocks === 2 ? "jump" : "jumps"}: ${named.join(", ")}` +
      (more > 0 ? ` and ${formatCount(more)} more` : "") +
      (file === undefined ? "" : `; so it was in "${file}", and was sorted`),
  }];
}
