import type { Account } from "./account.ts";
import { exceeds } from "./exceeds.ts";
import type { Fills } from "./fills.ts";
import { CANCELLED, FILLED, REJECTED, WORKING } from "./order_state.ts";
import { BUY, LIMIT, MARKET, type Orders, STOP } from "./orders.ts";
import type { Series } from "./series.ts";
import { decimalText, stepsDown, stepsUp, stepValue } from "./step.ts";

/**
 * The venue of the backtest and of paper trading: matches working orders against bars.
 *
 * An order decided on a bar's close can fill from the next bar on. A market order fills at the open.
 * A stop triggers when the bar touches its price and fills there, or at the open after a gap. A
 * limit order fills when the bar trades through its price, strictly: at its price, or at the open
 * where that is better. Where one bar touches a stop and a limit, the stop comes first. Market and
 * stop orders pay slippage (a fixed number of basis points, rounded against the order to the tick)
 * and the taker's fee; a limit order that rested pays the maker's.
 */
export class SimulatedVenue {
  readonly #orders: Orders;
  readonly #fills: Fills;
  readonly #account: Account;
  readonly #slippage: number;
  /** The fill being priced: price, slippage a unit. */
  readonly #deal = new Float64Array(2);

  constructor(orders: Orders, fills: Fills, account: Account, slippageBps = 0) {
    this.#orders = orders;
    this.#fills = fills;
    this.#account = account;
    this.#slippage = slippageBps / 10_000;
  }

  /** Takes an order that passed the risk gate. */
  submit(id: number): void {
    this.#orders.move(id, WORKING);
  }

  /** Cancels a working order; returns whether there was one. */
  cancel(id: number): boolean {
    if (this.#orders.state[id - 1] !== WORKING) return false;
    this.#orders.move(id, CANCELLED);
    return true;
  }

  /** Matches the working orders of an instrument against the bar at its series' clock. */
  match(instrument: number, series: Series, row: number): void {
    if (this.#orders.openCount === 0) return;
    this.#matchType(MARKET, instrument, series, row);
    if (this.#orders.openCount === 0) return;
    this.#matchType(STOP, instrument, series, row);
    this.#matchType(LIMIT, instrument, series, row);
  }

  #matchType(type: number, instrument: number, series: Series, row: number): void {
    const orders = this.#orders;
    for (let i = 0; i < orders.openCount;) {
      const id = orders.open[i]!;
      const at = id - 1;
      const due = orders.type[at] === type && orders.instrument[at] === instrument &&
        orders.state[at] === WORKING && this.#price(id, series);
      if (due) this.#fill(id, series, row);
      else i++;
    }
  }

  /** Prices a fill on this bar; false where the bar does not fill the order. */
  #price(id: number, series: Series): boolean {
    const orders = this.#orders;
    const at = id - 1;
    const buys = orders.side[at] === BUY;
    const open = series.open.value;
    let reference = open;
    if (orders.type[at] !== MARKET) {
      const price = orders.price[at]!;
      const limit = orders.type[at] === LIMIT;
      // A buy stop and a sell limit wait for higher prices, the other two for lower ones.
      const up = buys !== limit;
      const gap = up ? open >= price : open <= price;
      if (limit) {
        const through = up ? series.high.value > price : series.low.value < price;
        if (!gap || !through) orders.rested[at] = 1;
        if (!through) return false;
      } else if (up ? series.high.value < price : series.low.value > price) return false;
      reference = gap ? open : price;
      if (limit) {
        this.#deal[0] = reference;
        this.#deal[1] = 0;
        return true;
      }
    }
    let paid = reference;
    if (this.#slippage > 0) {
      const { tick } = this.#account.listings[orders.instrument[at]!]!;
      paid = buys
        ? stepValue(tick, stepsUp(tick, reference * (1 + this.#slippage)))
        : stepValue(tick, stepsDown(tick, reference * (1 - this.#slippage)));
    }
    this.#deal[0] = paid;
    this.#deal[1] = Math.abs(paid - reference);
    return true;
  }

  #fill(id: number, series: Series, row: number): void {
    const orders = this.#orders;
    const at = id - 1;
    const instrument = orders.instrument[at]!;
    const listing = this.#account.listings[instrument]!;
    const { lot } = listing;
    const price = this.#deal[0]!;
    const feeRate = orders.rested[at] === 1 ? listing.makerFee : listing.takerFee;
    const quote = orders.quote[at]!;
    const lots = quote >= 0
      ? Math.floor((quote / (price * (1 + feeRate)) / lot.units) * lot.scale)
      : stepsDown(lot, orders.quantity[at]!);
    const value = stepValue(lot, lots) * price;
    const fee = value * feeRate;
    const refusal = this.#refusal(orders.side[at]!, instrument, lots, value + fee);
    if (refusal !== "") return orders.move(id, REJECTED, refusal);
    const fills = this.#fills;
    const fill = fills.add();
    fills.ts[fill] = series.ts.value;
    fills.bar[fill] = row;
    fills.orderId[fill] = id;
    fills.instrument[fill] = instrument;
    fills.side[fill] = orders.side[at]!;
    fills.lots[fill] = lots;
    fills.price[fill] = price;
    fills.fee[fill] = fee;
    fills.slippage[fill] = this.#deal[1]! * stepValue(lot, lots);
    orders.move(id, FILLED);
    this.#account.apply(fills, fill);
  }

  #refusal(side: number, instrument: number, lots: number, cost: number): string {
    const account = this.#account;
    if (lots <= 0) return "buys less than one lot";
    if (side !== BUY) {
      return lots > account.lots[instrument]! ? "sells more than the position" : "";
    }
    return exceeds(cost, account.cash)
      ? `costs ${decimalText(cost)} of ${decimalText(account.cash)} cash`
      : "";
  }
}
