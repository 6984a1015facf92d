import type { Row } from "./check_row.ts";

/** Venues stamp a payment some milliseconds after the hour, and some files round that away. */
const sameMs = 60_000;

/**
 * Funding rows without those that are held already under another time of the same minute: a payment
 * that a file puts on the hour and its venue three milliseconds later is one payment, and the held
 * time stays.
 */
export function newPayments(rows: readonly Row[], held: Float64Array): Row[] {
  return rows.filter(({ ts }) => {
    const next = held.findIndex((each) => each >= ts - sameMs);
    const near = held[next];
    return near === undefined || near > ts + sameMs || held.includes(ts);
  });
}
