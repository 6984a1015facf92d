import { Account } from "./account.ts";
import { Fills } from "./fills.ts";
import { listingOf } from "./listing.ts";
import { CashFlows, FUNDING_FLOW, INSURANCE_FLOW } from "./cash_flows.ts";
import {
  CANCELLED,
  EXPIRED,
  FILLED,
  HELD,
  isFinal,
  REFUSED,
  REJECTED,
  WORKING,
} from "./order_state.ts";
import { BUY, SELL } from "./order_type.ts";
import { Orders } from "./orders.ts";
import type { OrderEvent, RowMessage, StartMessage, WireBar } from "./protocol.ts";
import { Series } from "./series.ts";
import { stepValue } from "./step.ts";

/**
 * The state that a session's messages add up to: series, orders, fills and account. The sandboxed
 * strategy and the host each keep one, from the same messages by the same code.
 */
export class Blotter {
  readonly orders: Orders = new Orders();
  readonly fills: Fills = new Fills();
  readonly flows: CashFlows = new CashFlows();
  readonly account: Account;
  readonly series: readonly Series[];

  constructor(start: StartMessage) {
    this.account = new Account(start.instruments.map(listingOf), start.cash, start.margin);
    this.series = start.instruments.map((_, i) => {
      const names = start.data?.[i] ?? [];
      return new Series(
        start.timeframeMs,
        undefined,
        Object.fromEntries(names.map((name) => [name, null])),
      );
    });
  }

  /** Takes in a row: order events, then bars. */
  apply(message: RowMessage): void {
    for (const event of message.events) this.applyEvent(event, message);
    this.applyBars(message);
  }

  /** Takes in the bars of a row: they become the current ones and mark the positions. */
  applyBars({ ts, bars }: Pick<RowMessage, "ts" | "bars">): void {
    for (const bar of bars) {
      this.pushBar(ts, bar);
      this.markBar(bar);
    }
  }

  /** Makes a bar its instrument's current one. */
  pushBar(ts: number, [instrument, open, high, low, close, volume, data]: WireBar): void {
    const series = this.series[instrument]!;
    series.push(ts, open, high, low, close, volume ?? NaN, data);
    series.advance();
  }

  /** Marks the position in a bar's instrument at its close. */
  markBar([instrument, , , , close]: WireBar): void {
    this.account.mark[instrument] = close;
  }

  /** Takes in one event; `now` is the row that it happened in. */
  applyEvent(event: OrderEvent, now: Pick<RowMessage, "row" | "ts">): void {
    const { orders } = this;
    switch (event[0]) {
      case "working":
        return orders.move(event[1], WORKING);
      case "held":
        return orders.move(event[1], HELD);
      case "released":
        orders.quantity[event[1] - 1] = event[2];
        if (orders.state[event[1] - 1] === HELD) orders.move(event[1], WORKING);
        return;
      case "cancelled":
        return orders.move(event[1], CANCELLED, event[2]);
      case "expired":
        return orders.move(event[1], EXPIRED, event[2]);
      case "refused":
        return orders.move(event[1], REFUSED, event[2]);
      case "rejected":
        return orders.move(event[1], REJECTED, event[2]);
      case "filled":
        if (!isFinal(orders.state[event[1] - 1]!)) orders.move(event[1], FILLED);
        return;
      case "changed":
        return orders.change(event[1], orders.changes.get(event[2])!);
      case "unchanged":
        return orders.noteUnchanged(event[1], event[3]);
      case "fill":
        return this.#fill(event, now);
      case "funding":
        return this.#flow(event[1], FUNDING_FLOW, event[2], event[3], event[4], now);
      case "insurance":
        return this.#flow(event[1], INSURANCE_FLOW, event[2], NaN, event[3], now);
      case "taken": {
        const [, instrument, cause, lots, price, fee] = event;
        const side = this.account.lots[instrument]! > 0 ? SELL : BUY;
        return this.#book(cause, instrument, side, [lots, price, fee, 0], now);
      }
    }
  }

  /** A fill that comes after a cancel or another fill still moves the position. */
  #fill(event: OrderEvent & readonly ["fill", ...unknown[]], now: When): void {
    const { orders } = this;
    const [, id, lots, price, fee, slippage] = event;
    const row = id - 1;
    const instrument = orders.instrument[row]!;
    orders.filled[row]! += lots;
    orders.spent[row]! += stepValue(this.account.listings[instrument]!.lot, lots) * price + fee;
    this.#book(id, instrument, orders.side[row]!, [lots, price, fee, slippage], now);
  }

  #book(
    orderId: number,
    instrument: number,
    side: number,
    [lots, price, fee, slippage]: readonly [number, number, number, number],
    now: When,
  ): void {
    const { fills } = this;
    const fill = fills.add();
    fills.ts[fill] = now.ts;
    fills.bar[fill] = now.row;
    fills.orderId[fill] = orderId;
    fills.instrument[fill] = instrument;
    fills.side[fill] = side;
    fills.lots[fill] = lots;
    fills.price[fill] = price;
    fills.fee[fill] = fee;
    fills.slippage[fill] = slippage;
    this.account.apply(fills, fill);
  }

  #flow(
    instrument: number,
    kind: number,
    amount: number,
    rate: number,
    price: number,
    { ts, row }: When,
  ): void {
    const { flows, fills } = this;
    this.account.applyFlow(
      flows,
      flows.add(ts, row, instrument, kind, amount, rate, price, fills.rows),
    );
  }
}

type When = Pick<RowMessage, "row" | "ts">;
