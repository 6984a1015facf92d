import {
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  LIMIT,
  MARKET,
  POST_ONLY,
  REDUCE_ONLY,
  STOP,
  STOP_LIMIT,
  TAKE_PROFIT,
  type TimeInForce,
  TRAIL_FRACTION,
  TRAILING_STOP,
} from "./order_type.ts";

/** When an order trades; one that names no price is a market order. Prices in quote currency. */
export interface OrderPrices {
  /** The worst price that is taken; with `stop`, of the order that the stop becomes. */
  readonly limit?: number;
  /** Goes to market, or becomes the limit order, once the price is touched: above it to buy. */
  readonly stop?: number;
  /** Goes to market once the price is touched, on the other side of a stop: below it to buy. */
  readonly target?: number;
  /** A stop that follows the price at this distance. */
  readonly trail?: number;
  /** A stop that follows the price at this many percent of it. */
  readonly trailPercent?: number;
}

/** How an order trades and how long it stays; without any it is good till cancelled. */
export interface OrderTerms {
  /** "IOC": what does not fill at once expires. "FOK": it fills at once and whole, or expires. */
  readonly timeInForce?: TimeInForce;
  /** Time from which it no longer works, ms. */
  readonly expires?: number;
  /** A limit order that is rejected where it would take liquidity. */
  readonly postOnly?: boolean;
  /** Never adds to a position nor turns it round. */
  readonly reduceOnly?: boolean;
}

/** What protects a position once its entry fills: for as much as fills, and one cancels the other. */
export interface Bracket {
  /** Trigger of a stop. */
  readonly stopLoss?: number;
  /** Price of a limit order. */
  readonly takeProfit?: number;
  /** Distance of a trailing stop, in place of a stopLoss. */
  readonly trailingStop?: number;
}

/** How much to trade, at what price, on what terms. Exactly one of quantity and quote is given. */
export interface OrderRequest extends OrderPrices, OrderTerms, Bracket {
  /** Units of the base. */
  readonly quantity?: number;
  /** Amount of quote currency, fee included; of market orders that may open a position. */
  readonly quote?: number;
}

/** One of two orders of which only one may fill; see {@linkcode OrderRequest}. */
export interface Leg extends OrderPrices, OrderTerms {
  readonly quantity: number;
}

/**
 * The type that an order's prices make it.
 *
 * @throws RangeError for prices or terms that contradict one another.
 */
export function orderTypeOf(request: OrderPrices & OrderTerms): number {
  const { limit, stop, target, trail, trailPercent, timeInForce, expires, postOnly } = request;
  const given = [stop ?? limit, target, trail, trailPercent].filter((price) => price !== undefined);
  if (given.length > 1 || (limit !== undefined && target !== undefined)) {
    throw new RangeError(
      "Cannot place one order with several prices; give a limit, a stop, both of them, a target " +
        "or a trail",
    );
  }
  const type = limit !== undefined
    ? stop === undefined ? LIMIT : STOP_LIMIT
    : stop !== undefined
    ? STOP
    : target !== undefined
    ? TAKE_PROFIT
    : given.length === 0
    ? MARKET
    : TRAILING_STOP;
  if (timeInForce !== undefined && type !== MARKET && type !== LIMIT) {
    throw new RangeError(`Cannot place a stop or target as ${timeInForce}; it cannot fill at once`);
  }
  if (timeInForce !== undefined && (expires !== undefined || postOnly === true)) {
    throw new RangeError(`Cannot place an order as ${timeInForce} that expires or is post-only`);
  }
  if (postOnly === true && type !== LIMIT) {
    throw new RangeError("Cannot place an order as post-only without a limit alone");
  }
  return type;
}

/** The price that the orders' columns hold beside a stop-limit's trigger; NaN for a market order. */
export function orderPriceOf({ limit, stop, target, trail, trailPercent }: OrderPrices): number {
  const fraction = trailPercent === undefined ? undefined : trailPercent / 100;
  return limit ?? stop ?? target ?? trail ?? fraction ?? NaN;
}

/** An order's flags, added up. */
export function orderFlagsOf(request: OrderPrices & OrderTerms): number {
  const { timeInForce, postOnly, reduceOnly, trailPercent } = request;
  return (trailPercent === undefined ? 0 : TRAIL_FRACTION) |
    (timeInForce === "IOC" ? IMMEDIATE_OR_CANCEL : 0) |
    (timeInForce === "FOK" ? FILL_OR_KILL : 0) |
    (postOnly === true ? POST_ONLY : 0) | (reduceOnly === true ? REDUCE_ONLY : 0);
}
