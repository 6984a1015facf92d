/**
 * What an order is, in the words of the field. `requested`: asked for by the strategy, not yet
 * judged. `held`: accepted, waiting for the fill of the entry that it protects. `working`: at the
 * venue, and may be partly filled. The others are final: `filled`; `cancelled` on request or because
 * the other of the two has filled; `expired` by its time in force; `refused` by our own risk gate;
 * `rejected` by the venue.
 */
export const ORDER_STATES = [
  "requested",
  "working",
  "filled",
  "cancelled",
  "refused",
  "rejected",
  "held",
  "expired",
] as const;

/** One of {@linkcode ORDER_STATES}. */
export type OrderState = (typeof ORDER_STATES)[number];

/** Index of "requested" in {@linkcode ORDER_STATES}; columns hold indices. */
export const REQUESTED = 0;
/** Index of "working". */
export const WORKING = 1;
/** Index of "filled". */
export const FILLED = 2;
/** Index of "cancelled". */
export const CANCELLED = 3;
/** Index of "refused". */
export const REFUSED = 4;
/** Index of "rejected". */
export const REJECTED = 5;
/** Index of "held". */
export const HELD = 6;
/** Index of "expired". */
export const EXPIRED = 7;

/** The one table of legal transitions: for each state, those that may follow it. */
const TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  requested: ["working", "held", "refused", "rejected"],
  held: ["working", "cancelled", "rejected"],
  working: ["filled", "cancelled", "expired", "rejected"],
  filled: [],
  cancelled: [],
  expired: [],
  refused: [],
  rejected: [],
};

const LEGAL = ORDER_STATES.map((from) => ORDER_STATES.map((to) => TRANSITIONS[from].includes(to)));
const FINAL = ORDER_STATES.map((state) => TRANSITIONS[state].length === 0);

/** Whether an order may go from one state to another (indices into ORDER_STATES). */
export function isLegalTransition(from: number, to: number): boolean {
  return LEGAL[from]![to]!;
}

/** Whether nothing can follow a state (an index into ORDER_STATES). */
export function isFinal(state: number): boolean {
  return FINAL[state]!;
}
