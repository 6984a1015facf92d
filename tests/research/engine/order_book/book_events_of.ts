import { type BookEvents, TRADE } from "../../../../research/engine/order_book/book_event.ts";

/** An event: kind, side, ticks, lots, and the time where it is not that of the row. */
export type EventRow = readonly [
  kind: number,
  side: number,
  ticks: number,
  lots: number,
  ts?: number,
];

/** Events by hand: each a message of its own, a millisecond apart where no times are given. */
export function bookEventsOf(rows: readonly EventRow[], depth = true): BookEvents {
  const ts = Float64Array.from(rows, (row, i) => row[4] ?? i);
  return {
    rows: rows.length,
    ts,
    localTs: ts,
    kind: Uint8Array.from(rows, ([kind]) => kind),
    side: Uint8Array.from(rows, ([, side]) => side),
    ticks: Int32Array.from(rows, ([, , ticks]) => ticks),
    lots: Float64Array.from(rows, ([, , , lots]) => lots),
    last: new Uint8Array(rows.length).fill(1),
    id: Float64Array.from(rows, (_, i) => i),
    depth,
    trades: rows.some(([kind]) => kind === TRADE),
  };
}
