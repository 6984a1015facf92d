import { Account } from "./account.ts";
import { Fills } from "./fills.ts";
import { listingOf } from "./listing.ts";
import { CANCELLED, FILLED, REFUSED, REJECTED, WORKING } from "./order_state.ts";
import { Orders } from "./orders.ts";
import type { OrderEvent, RowMessage, StartMessage } from "./protocol.ts";
import { Series } from "./series.ts";

/**
 * The state that a session's messages add up to: series, orders, fills and account. The sandboxed
 * strategy and the host each keep one, from the same messages by the same code.
 */
export class Blotter {
  readonly orders: Orders = new Orders();
  readonly fills: Fills = new Fills();
  readonly account: Account;
  readonly series: readonly Series[];

  constructor(start: StartMessage) {
    this.account = new Account(start.instruments.map(listingOf), start.cash);
    this.series = start.instruments.map(() => new Series(start.timeframeMs));
  }

  /** Takes in a row: order events, then bars. */
  apply(message: RowMessage): void {
    for (const event of message.events) this.applyEvent(event, message);
    this.applyBars(message);
  }

  /** Takes in the bars of a row: they become the current ones and mark the positions. */
  applyBars({ ts, bars }: Pick<RowMessage, "ts" | "bars">): void {
    for (const [instrument, open, high, low, close, volume] of bars) {
      const series = this.series[instrument]!;
      series.push(ts, open, high, low, close, volume ?? NaN);
      series.advance();
      this.account.mark[instrument] = close;
    }
  }

  /** Takes in what became of one order; `now` is the row that it happened in. */
  applyEvent(event: OrderEvent, now: Pick<RowMessage, "row" | "ts">): void {
    const id = event[1];
    switch (event[0]) {
      case "working":
        return this.orders.move(id, WORKING);
      case "cancelled":
        return this.orders.move(id, CANCELLED);
      case "refused":
        return this.orders.move(id, REFUSED, event[2]);
      case "rejected":
        return this.orders.move(id, REJECTED, event[2]);
      case "filled": {
        const { fills, orders } = this;
        // A fill that comes after a cancel or another fill still moves the position.
        if (!(orders.state[id - 1]! > WORKING)) orders.move(id, FILLED);
        const fill = fills.add();
        fills.ts[fill] = now.ts;
        fills.bar[fill] = now.row;
        fills.orderId[fill] = id;
        fills.instrument[fill] = orders.instrument[id - 1]!;
        fills.side[fill] = orders.side[id - 1]!;
        [, , fills.lots[fill], fills.price[fill], fills.fee[fill], fills.slippage[fill]] = event;
        this.account.apply(fills, fill);
      }
    }
  }
}
