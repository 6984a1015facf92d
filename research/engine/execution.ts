import type { Account } from "./account.ts";
import { type CashFlows, FUNDING_FLOW, INSURANCE_FLOW } from "./cash_flows.ts";
import { exceeds } from "./exceeds.ts";
import { DELISTING, type Fills, LIQUIDATION } from "./fills.ts";
import { initialMargin } from "./margin.ts";
import { CANCELLED, EXPIRED, FILLED, HELD, REJECTED, WORKING } from "./order_state.ts";
import {
  BUY,
  FILL_OR_KILL,
  LIMIT,
  REDUCE_ONLY,
  SELL,
  STOP_LIMIT,
  TAKE_PROFIT,
} from "./order_type.ts";
import type { OrderChange, Orders } from "./orders.ts";
import { PathEvents } from "./path_events.ts";
import { HIGH, LOW, OPEN, PriceRanges, TS, VOLUME } from "./price_range.ts";
import type { Random } from "./random.ts";
import { freeCash } from "./reserve.ts";
import { decimalText, stepsDown, stepValue } from "./step.ts";
import { stopLevel } from "./stop_level.ts";
import { TakerPrice } from "./taker_price.ts";
import type { VenueModel } from "./venue_model.ts";

/**
 * Carries out what a venue has matched: how much of an order fills and at what price, its fee, the
 * position, and what follows for the orders that hang together with it.
 */
export class Execution {
  readonly ranges: PriceRanges = new PriceRanges();
  readonly #orders: Orders;
  readonly #fills: Fills;
  readonly #account: Account;
  readonly #takerPrice: TakerPrice;
  readonly #participation: number;
  readonly #rejectRate: number | undefined;
  readonly #bar: Float64Array;
  #instrument = 0;
  #row = 0;
  /** Lots that orders may still fill on this bar. */
  #left = Infinity;
  /** The lots are those that a book has matched. */
  #isMatched = false;
  #onPath = false;
  readonly #path = new PathEvents();
  #reached = NaN;
  #isAmbiguous = false;

  /** @param bar the bar being matched, by the places of price_range.ts; the venue sets it. */
  constructor(
    orders: Orders,
    fills: Fills,
    account: Account,
    model: VenueModel,
    bar: Float64Array,
  ) {
    this.#orders = orders;
    this.#fills = fills;
    this.#account = account;
    this.#takerPrice = new TakerPrice(model);
    this.#participation = model.participation ?? Infinity;
    this.#rejectRate = model.rejectRate;
    this.#bar = bar;
  }

  /** Takes an order in that is not rejected by chance; what protects an entry waits for its fill. */
  accept(id: number, random: Random): boolean {
    const orders = this.#orders;
    if (this.#rejectRate !== undefined && random.next() < this.#rejectRate) {
      orders.move(id, REJECTED, "rejected by chance, as the venue model asks");
      return false;
    }
    const parent = orders.parent[id - 1]!;
    if (parent > 0 && !orders.isOpen(parent)) {
      orders.move(id, REJECTED, "its entry is not open");
      return false;
    }
    orders.move(id, parent > 0 ? HELD : WORKING);
    return true;
  }

  /** Changes an order that is open; it has to queue again. */
  change(id: number, change: OrderChange): void {
    const orders = this.#orders;
    orders.change(id, change);
    orders.rested[id - 1] = 0;
    const { lot } = this.#account.listings[orders.instrument[id - 1]!]!;
    const filled = orders.filled[id - 1]!;
    const closed = filled > 0 && stepsDown(lot, orders.quantity[id - 1]!) <= filled;
    if (closed) this.end(id, CANCELLED, "changed to what had been filled");
  }

  /** A new bar of an instrument; fills are at its open until {@linkcode Execution.leaveOpen}. */
  begin(instrument: number, row: number): void {
    this.#instrument = instrument;
    this.#row = row;
    this.#onPath = false;
    this.#isAmbiguous = false;
    this.ranges.clear();
    if (this.#participation === Infinity) return;
    const { lot } = this.#account.listings[instrument]!;
    const volume = this.#bar[VOLUME]!;
    this.#left = volume > 0 ? stepsDown(lot, volume * this.#participation) : 0;
  }

  /** The open is past: what fills now fills at some price on the bar's way. */
  leaveOpen(): void {
    this.#onPath = true;
    this.#reached = this.#bar[OPEN]!;
    this.#path.begin(this.#account.lots[this.#instrument]!);
  }

  /** The price that the bar's path had come to when the last order filled; at first the open. */
  get reached(): number {
    return this.#reached;
  }

  /** Whether the bar's outcome depended on a path that is not known. */
  get isAmbiguous(): boolean {
    return this.#isAmbiguous || (this.#onPath && this.#path.mattered);
  }

  /** Whether orders may fill nothing more on this bar. */
  get isExhausted(): boolean {
    return this.#left <= 0;
  }

  /** Fills an order as a taker, who pays more than the reference price. */
  take(id: number, reference: number): boolean {
    const orders = this.#orders;
    const at = id - 1;
    const { lot, tick, takerFee } = this.#account.listings[this.#instrument]!;
    const quote = orders.quote[at]!;
    const units = quote >= 0
      ? (quote - orders.spent[at]!) / (reference * (1 + takerFee))
      : orders.quantity[at]! - stepValue(lot, orders.filled[at]!);
    const buys = orders.side[at] === BUY;
    const price = this.#takerPrice.paid(reference, buys, tick, units, this.#bar[VOLUME]!);
    return this.#fill(id, price, takerFee, Math.abs(price - reference), reference);
  }

  /** Fills a limit order at its price or a better one; whether it rested decides the fee. */
  fill(id: number, price: number, rested: boolean): boolean {
    const { makerFee, takerFee } = this.#account.listings[this.#instrument]!;
    return this.#fill(id, price, rested ? makerFee : takerFee, 0, price);
  }

  /**
   * Fills some lots of an order at a price, as a book has matched them; one that took pays what lies
   * between that price and the reference, the best when it arrived, as slippage.
   */
  fillLots(id: number, lots: number, price: number, rested: boolean, reference: number): boolean {
    const { makerFee, takerFee } = this.#account.listings[this.#instrument]!;
    this.#left = lots;
    this.#isMatched = true;
    return rested
      ? this.#fill(id, price, makerFee, 0, price)
      : this.#fill(id, price, takerFee, Math.abs(price - reference), reference);
  }

  /** An order goes on as another within the bar, from a price reached on the way up or down. */
  beginOnPath(id: number, price: number, up: boolean): void {
    if (this.#onPath) this.ranges.begin(id, price, up, id, this.#bar);
  }

  /** Ends an order, and those that wait for it. */
  end(id: number, state: number, reason: string): void {
    this.#orders.move(id, state, reason);
    if (this.#orders.filled[id - 1] === 0) this.dropChildren(id);
  }

  /** Cancels what is left of an entry whose position is being closed. */
  endEntry(id: number): void {
    if (this.#orders.state[id - 1] !== WORKING) return;
    this.#orders.move(id, CANCELLED, "the position it was opening is being closed");
  }

  /** Cancels the orders that were to protect an entry that has not filled. */
  dropChildren(id: number): void {
    const orders = this.#orders;
    for (let i = orders.openCount - 1; i >= 0; i--) {
      const child = orders.open[i]!;
      if (orders.parent[child - 1] === id && orders.state[child - 1] === HELD) {
        orders.move(child, CANCELLED, "its entry did not fill");
      }
    }
  }

  /** Settles funding of a perpetual on the position held: −units · price · rate. */
  fund(
    instrument: number,
    rate: number,
    price: number,
    ts: number,
    row: number,
    flows: CashFlows,
  ): void {
    const account = this.#account;
    const amount = -(account.units[instrument]! * price * rate);
    const { rows } = this.#fills;
    const flow = flows.add(ts, row, instrument, FUNDING_FLOW, amount, rate, price, rows);
    account.applyFlow(flows, flow);
  }

  /** The venue closes a position at a price and takes its fee; losses beyond the margin are not the account's. */
  liquidate(instrument: number, price: number, flows: CashFlows): void {
    const account = this.#account;
    const { lot, liquidationFee } = account.listings[instrument]!;
    const lots = Math.abs(account.lots[instrument]!);
    const value = stepValue(lot, lots) * price;
    const floor = account.isIsolated ? account.cash - account.isolated[instrument]! : 0;
    const side = account.lots[instrument]! > 0 ? SELL : BUY;
    if (this.#onPath) {
      // Whether the bar came to the level once the position was what it is cannot be told.
      if (this.#path.hasFills) this.#isAmbiguous = true;
      this.#path.curtail(price - this.#bar[OPEN]!, side);
    }
    this.#book(LIQUIDATION, instrument, side, lots, price, value * liquidationFee, 0);
    const shortfall = floor - account.cash;
    if (shortfall > 0) {
      const { rows } = this.#fills;
      const ts = this.#bar[TS]!;
      const flow = flows.add(
        ts,
        this.#row,
        instrument,
        INSURANCE_FLOW,
        shortfall,
        NaN,
        price,
        rows,
      );
      account.applyFlow(flows, flow);
    }
    this.#closed(instrument, null);
  }

  /** The venue closes a position at its mark, without a fee: the instrument is no longer traded. */
  settle(instrument: number, row: number): void {
    const account = this.#account;
    this.#row = row;
    const held = account.lots[instrument]!;
    const side = held > 0 ? SELL : BUY;
    this.#book(DELISTING, instrument, side, Math.abs(held), account.mark[instrument]!, 0, 0);
  }

  /** Fills what can be filled; returns whether anything happened to the order. */
  #fill(
    id: number,
    price: number,
    feeRate: number,
    slippage: number,
    reference: number,
  ): boolean {
    const orders = this.#orders;
    const account = this.#account;
    const at = id - 1;
    const instrument = this.#instrument;
    const { lot } = account.listings[instrument]!;
    const quote = orders.quote[at]!;
    const wanted = quote >= 0
      ? Math.floor(
        ((quote - orders.spent[at]!) / (price * (1 + feeRate)) / lot.units) * lot.scale,
      )
      : stepsDown(lot, orders.quantity[at]!) - orders.filled[at]!;
    if (wanted <= 0 && orders.filled[at]! > 0) {
      orders.move(id, FILLED);
      return true;
    }
    let lots = wanted;
    const flags = orders.flags[at]!;
    if ((flags & REDUCE_ONLY) !== 0) {
      lots = Math.min(lots, Math.max(0, -orders.side[at]! * account.lots[instrument]!));
      if (lots < wanted && this.#onPath) {
        this.#path.curtail(reference - this.#bar[OPEN]!, orders.side[at]!);
      }
      if (lots === 0) {
        this.end(id, EXPIRED, "there is no position left to reduce");
        return true;
      }
    }
    const reducible = lots;
    if (lots > this.#left) {
      if ((flags & FILL_OR_KILL) !== 0 && !this.#isMatched) {
        this.end(id, EXPIRED, "cannot be filled whole");
        return true;
      }
      lots = this.#left;
      if (lots <= 0) return false;
    }
    const value = stepValue(lot, lots) * price;
    const fee = value * feeRate;
    const refusal = this.#refusal(orders.side[at]!, lots, value, fee);
    if (refusal !== "") {
      if (this.#onPath) this.#path.curtail(reference - this.#bar[OPEN]!, orders.side[at]!);
      this.end(id, REJECTED, refusal);
      return true;
    }
    if (this.#onPath) this.#pass(id, lots, reference);
    this.#left -= lots;
    orders.filled[at]! += lots;
    orders.spent[at]! += value + fee;
    if (lots === wanted) orders.move(id, FILLED);
    else if (lots === reducible && reducible < wanted) {
      orders.move(id, EXPIRED, "there is no position left to reduce");
    }
    const slipped = slippage * stepValue(lot, lots);
    this.#book(id, instrument, orders.side[at]!, lots, price, fee, slipped);
    if (orders.openCount > 0) this.#follow(id, reference);
    return true;
  }

  /** An order fills on the bar's way. */
  #pass(id: number, lots: number, reference: number): void {
    const orders = this.#orders;
    const at = id - 1;
    const reduces = (orders.flags[at]! & REDUCE_ONLY) !== 0;
    const opened = this.ranges.has(id) ? orders.filled[orders.parent[at]! - 1] ?? 0 : 0;
    const distance = reference - this.#bar[OPEN]!;
    this.#path.fill(distance, orders.side[at]! * lots, reduces ? opened : NaN);
    this.#reached = reference;
  }

  #book(
    id: number,
    instrument: number,
    side: number,
    lots: number,
    price: number,
    fee: number,
    slippage: number,
  ): void {
    const fills = this.#fills;
    const fill = fills.add();
    fills.ts[fill] = this.#bar[TS]!;
    fills.bar[fill] = this.#row;
    fills.orderId[fill] = id;
    fills.instrument[fill] = instrument;
    fills.side[fill] = side;
    fills.lots[fill] = lots;
    fills.price[fill] = price;
    fills.fee[fill] = fee;
    fills.slippage[fill] = slippage;
    this.#account.apply(fills, fill);
  }

  /** What a fill means for the orders that hang together with the one that has filled. */
  #follow(id: number, price: number): void {
    const orders = this.#orders;
    const at = id - 1;
    const group = orders.group[at]!;
    const parent = orders.parent[at]!;
    for (let i = orders.openCount - 1; i >= 0; i--) {
      const other = orders.open[i]!;
      const row = other - 1;
      if (orders.parent[row] === id) this.#release(other, id, price);
      else if (group > 0 && orders.group[row] === group && other !== id) {
        if (this.#onPath && this.#isTouched(other)) this.#isAmbiguous = true;
        orders.move(other, CANCELLED, `order ${id} of the same group has filled`);
      }
    }
    if (parent > 0) this.endEntry(parent);
    if (this.#account.lots[this.#instrument] === 0) {
      this.#closed(this.#instrument, orders.owner[at]!);
    }
  }

  /** An entry has filled: what protects it works for as much as has filled. */
  #release(child: number, entry: number, price: number): void {
    const orders = this.#orders;
    const row = child - 1;
    const { lot } = this.#account.listings[orders.instrument[row]!]!;
    orders.quantity[row] = stepValue(lot, orders.filled[entry - 1]!);
    if (orders.state[row] !== HELD) return;
    orders.move(child, WORKING);
    orders.active[row] = this.#bar[TS]!;
    if (!this.#onPath) return;
    const type = orders.type[entry - 1]!;
    const buys = orders.side[entry - 1] === BUY;
    // The price comes down to an order to buy that waits for a better one, and up to a stop.
    const isFired = this.ranges.has(entry) && this.ranges.start(entry, this.#bar) === price;
    const isBetter = type === LIMIT || type === TAKE_PROFIT || (type === STOP_LIMIT && !isFired);
    this.ranges.begin(child, price, isBetter !== buys, entry, this.#bar);
  }

  /** The position is flat: what protected it, for one owner or all, has nothing left to do. */
  #closed(instrument: number, owner: number | null): void {
    const orders = this.#orders;
    for (let i = orders.openCount - 1; i >= 0; i--) {
      const id = orders.open[i]!;
      const protects = orders.instrument[id - 1] === instrument && orders.parent[id - 1]! > 0 &&
        orders.state[id - 1] === WORKING &&
        (owner === null || orders.owner[id - 1] === owner);
      if (!protects) continue;
      if (this.#onPath && this.#isTouched(id)) this.#isAmbiguous = true;
      orders.move(id, CANCELLED, "the position is closed");
    }
  }

  /** Whether the bar reaches the price that an order waits for. */
  #isTouched(id: number): boolean {
    const orders = this.#orders;
    const row = id - 1;
    const acts = orders.actsAs[row]!;
    const [high, low] = [this.#bar[HIGH]!, this.#bar[LOW]!];
    const buys = orders.side[row] === BUY;
    if (acts === LIMIT) return buys ? low < orders.limit[row]! : high > orders.limit[row]!;
    const { tick } = this.#account.listings[this.#instrument]!;
    const level = stopLevel(orders, id, tick, buys ? low : high);
    return buys === (acts === TAKE_PROFIT) ? low <= level : high >= level;
  }

  #refusal(side: number, lots: number, value: number, fee: number): string {
    const account = this.#account;
    const instrument = this.#instrument;
    if (lots <= 0) return "trades less than one lot";
    const { lot, linear } = account.listings[instrument]!;
    if (!linear) {
      if (side !== BUY) {
        return lots > account.lots[instrument]! ? "sells more than the position" : "";
      }
      return exceeds(value + fee, account.cash)
        ? `costs ${decimalText(value + fee)} of ${decimalText(account.cash)} cash`
        : "";
    }
    const held = account.lots[instrument]! * side;
    const opened = held >= 0 ? lots : Math.max(0, lots + held);
    if (opened === 0) return "";
    const openedValue = opened === lots ? value : (value / lots) * opened;
    const needed = initialMargin(account, instrument, openedValue) + fee;
    const mark = account.mark[instrument]!;
    const freed = held < 0 ? initialMargin(account, instrument, stepValue(lot, -held) * mark) : 0;
    const free = freeCash(this.#orders, account, 0) + freed;
    return exceeds(needed, free)
      ? `needs ${decimalText(needed)} of ${decimalText(free)} free margin`
      : "";
  }
}
