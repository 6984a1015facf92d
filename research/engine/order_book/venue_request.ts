import { REQUESTED } from "../order_state.ts";
import { CANCEL, CHANGE, type OrderChange, type Orders, PLACE } from "../orders.ts";
import type { BookVenue } from "./book_venue.ts";

/** One thing that a venue is asked for, after it has passed the risk gate. */
export interface VenueRequest {
  readonly id: number;
  /** PLACE, CANCEL or CHANGE. */
  readonly kind: number;
  /** Its place in the log of decisions. */
  readonly decision: number;
  /** What a change sets. */
  readonly change: OrderChange | null;
}

/**
 * What has been asked for from a place in the log on and may go to the venue.
 *
 * @param refused places of the changes that may not.
 */
export function requestsSince(
  orders: Orders,
  from: number,
  refused: ReadonlySet<number>,
): VenueRequest[] {
  const requests: VenueRequest[] = [];
  for (let decision = from; decision < orders.decided; decision++) {
    const id = orders.decisions[decision]!;
    const kind = orders.decisionKind[decision]!;
    if (kind === PLACE && orders.state[id - 1] !== REQUESTED) continue;
    if (kind === CHANGE && refused.has(decision)) continue;
    const change = kind === CHANGE ? orders.changes.get(decision)! : null;
    requests.push({ id, kind, decision, change });
  }
  return requests;
}

/**
 * Carries out what arrives at a venue together: orders are all taken in before the first of them
 * acts, so that what protects an entry is there when it fills.
 *
 * @returns the changes that were carried out.
 */
export function carryOut(
  venue: BookVenue,
  requests: readonly VenueRequest[],
  now: number,
): VenueRequest[] {
  for (const { id, kind } of requests) if (kind === PLACE) venue.accept(id);
  return requests.filter(({ id, kind, change }) => {
    if (kind === PLACE) venue.begin(id, now);
    else if (kind === CANCEL) venue.cancel(id, now);
    else return venue.change(id, change!, now);
    return false;
  });
}
