import type { DepthColumns } from "./book_columns.ts";

/** One message of a depth stream: rows `start` to `end`, exclusive, and its update ids. */
export interface DepthMessage {
  readonly start: number;
  readonly end: number;
  readonly snapshot: boolean;
  readonly ts: number;
  /** NaN where the venue has none. */
  readonly first: number;
  readonly last: number;
  readonly prev: number;
}

/** The messages of recorded depth in the order of their rows. */
export function depthMessages(depth: DepthColumns): DepthMessage[] {
  const { ts, kind, first_update_id, last_update_id, prev_update_id } = depth;
  const idAt = (row: number) => last_update_id?.[row] ?? NaN;
  const messages: DepthMessage[] = [];
  const rows = ts.length;
  for (let start = 0; start < rows;) {
    const word = kind[start]!;
    if (word !== "delta" && word !== "snapshot") {
      throw new RangeError(
        `Cannot read depth: kind "${word}" in row ${start}; give delta or snapshot`,
      );
    }
    const time = ts[start]!;
    const last = idAt(start);
    let end = start + 1;
    while (end < rows && ts[end] === time && kind[end] === word && Object.is(idAt(end), last)) {
      end++;
    }
    messages.push({
      start,
      end,
      snapshot: word === "snapshot",
      ts: time,
      first: first_update_id?.[start] ?? NaN,
      last,
      prev: prev_update_id?.[start] ?? NaN,
    });
    start = end;
  }
  return messages;
}
