/** Names of the order types; columns hold indices into it. */
export const ORDER_TYPES = [
  "market",
  "limit",
  "stop",
  "stop_limit",
  "take_profit",
  "trailing_stop",
] as const;

/** One of {@linkcode ORDER_TYPES}. */
export type OrderType = (typeof ORDER_TYPES)[number];

/** Index of "market" in {@linkcode ORDER_TYPES}. */
export const MARKET = 0;
/** Index of "limit". */
export const LIMIT = 1;
/** Index of "stop": a market order once its trigger is touched. */
export const STOP = 2;
/** Index of "stop_limit": a limit order once its trigger is touched. */
export const STOP_LIMIT = 3;
/** Index of "take_profit": a market order once its trigger is touched, on the other side of a stop. */
export const TAKE_PROFIT = 4;
/** Index of "trailing_stop": a stop that follows the price at a distance. */
export const TRAILING_STOP = 5;

/** Side of an order that adds to a position, or takes from a short one. */
export const BUY = 1;
/** Side of an order that takes from a position, or adds to a short one. */
export const SELL = -1;

/** Flag of a limit order that is rejected rather than filled as a taker. */
export const POST_ONLY = 1;
/** Flag of an order that may only take from a position. */
export const REDUCE_ONLY = 2;
/** Flag of a trailing stop whose distance is a part of the price. */
export const TRAIL_FRACTION = 4;
/** Flag: fill at once what can be, expire the rest. */
export const IMMEDIATE_OR_CANCEL = 8;
/** Flag: fill at once and whole, or expire. */
export const FILL_OR_KILL = 16;

/** How long an order stays; without one it is good till cancelled, or till the time it names. */
export type TimeInForce = "IOC" | "FOK";
