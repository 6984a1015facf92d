/**
 * What an order is, in the words of the field. `requested`: asked for by the strategy, not yet
 * judged. `working`: accepted by the venue. The others are final: `filled`; `cancelled` on request;
 * `refused` by our own risk gate; `rejected` by the venue.
 */
export const ORDER_STATES = [
  "requested",
  "working",
  "filled",
  "cancelled",
  "refused",
  "rejected",
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

/** The one table of legal transitions: for each state, those that may follow it. */
const TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  requested: ["working", "refused", "rejected"],
  working: ["filled", "cancelled", "rejected"],
  filled: [],
  cancelled: [],
  refused: [],
  rejected: [],
};

const LEGAL = ORDER_STATES.map((from) => ORDER_STATES.map((to) => TRANSITIONS[from].includes(to)));

/** Whether an order may go from one state to another (indices into ORDER_STATES). */
export function isLegalTransition(from: number, to: number): boolean {
  return LEGAL[from]![to]!;
}
