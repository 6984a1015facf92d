import type { Step } from "../step.ts";
import type { DepthColumns, QuoteColumns, TradeColumns } from "./book_columns.ts";
import {
  ASK,
  BID,
  type BookEvents,
  BREAK,
  CLEAR,
  DELTA,
  QUOTE,
  SNAPSHOT,
  TICKS_LIMIT,
  TRADE,
} from "./book_event.ts";
import type { LocalTime } from "./local_time.ts";
import { NO_ASK, NO_BID } from "./order_book.ts";
import type { SequencedMessage } from "./sequence_depth.ts";
import { wholeSteps } from "./whole_steps.ts";

/** Steps of the market that is written, and when its events are seen. */
export interface EventWriterOptions {
  readonly tick: Step;
  readonly lot: Step;
  readonly localTime: LocalTime;
}

/** Writes recorded rows as the columns of {@linkcode BookEvents}, in the order of the calls. */
export class EventWriter {
  /** Events seen later than their own local time, because one before them was. */
  delayed = 0;
  #rows = 0;
  #seen = -Infinity;
  #now = 0;
  #nowId = 0;
  readonly #options: EventWriterOptions;
  readonly #ts: Float64Array;
  readonly #localTs: Float64Array;
  readonly #kind: Uint8Array;
  readonly #side: Uint8Array;
  readonly #ticks: Int32Array;
  readonly #lots: Float64Array;
  readonly #last: Uint8Array;
  readonly #id: Float64Array;

  /** @param capacity rows at most. */
  constructor(capacity: number, options: EventWriterOptions) {
    this.#options = options;
    this.#ts = new Float64Array(capacity);
    this.#localTs = new Float64Array(capacity);
    this.#kind = new Uint8Array(capacity);
    this.#side = new Uint8Array(capacity);
    this.#ticks = new Int32Array(capacity);
    this.#lots = new Float64Array(capacity);
    this.#last = new Uint8Array(capacity);
    this.#id = new Float64Array(capacity);
  }

  /** A trade; an aggressor that sells takes from the bids. */
  trade({ ts, price, qty, side, trade_id, recv_ts_ns }: TradeColumns, row: number): void {
    const word = side[row]!;
    if (word !== "buy" && word !== "sell") {
      throw new RangeError(`Cannot read trades: side "${word}" in row ${row}; give buy or sell`);
    }
    this.#at(ts[row]!, recv_ts_ns?.[row] ?? NaN, trade_id?.[row] ?? NaN);
    const ticks = this.#price(price[row]!, row);
    this.#add(TRADE, word === "sell" ? BID : ASK, ticks, this.#quantity(qty[row]!, row), 1);
  }

  /** Both sides of a quote. */
  quote(quotes: QuoteColumns, row: number): void {
    this.#at(quotes.ts[row]!, quotes.recv_ts_ns?.[row] ?? NaN, quotes.update_id?.[row] ?? NaN);
    const bid = this.#price(quotes.bid[row]!, row);
    this.#add(QUOTE, BID, bid, this.#quantity(quotes.bid_qty[row]!, row), 0);
    const ask = this.#price(quotes.ask[row]!, row);
    this.#add(QUOTE, ASK, ask, this.#quantity(quotes.ask_qty[row]!, row), 1);
  }

  /** The levels of a depth message, after what has to happen before it. */
  message(depth: DepthColumns, { message, ts, broken }: SequencedMessage): void {
    const { start, end, snapshot, last } = message;
    this.#at(ts, depth.recv_ts_ns?.[start] ?? NaN, last);
    if (broken) this.#add(BREAK, BID, 0, 0, 0);
    const from = this.#rows;
    if (snapshot) {
      this.#add(CLEAR, BID, NO_BID, 0, 0);
      this.#add(CLEAR, ASK, NO_ASK, 0, 0);
    }
    const kind = snapshot ? SNAPSHOT : DELTA;
    for (let row = start; row < end; row++) {
      const word = depth.side[row]!;
      if (word !== "bid" && word !== "ask") {
        throw new RangeError(`Cannot read depth: side "${word}" in row ${row}; give bid or ask`);
      }
      const ticks = this.#price(depth.price[row]!, row);
      const lots = this.#quantity(depth.qty[row]!, row);
      this.#add(kind, word === "bid" ? BID : ASK, ticks, lots, row + 1 === end ? 1 : 0);
    }
    if (snapshot) this.#clearOnlyListed(from);
  }

  /** The columns, cut to the rows that were written. */
  events({ depth, trades }: Pick<BookEvents, "depth" | "trades">): BookEvents {
    const rows = this.#rows;
    return {
      rows,
      ts: this.#ts.subarray(0, rows),
      localTs: this.#localTs.subarray(0, rows),
      kind: this.#kind.subarray(0, rows),
      side: this.#side.subarray(0, rows),
      ticks: this.#ticks.subarray(0, rows),
      lots: this.#lots.subarray(0, rows),
      last: this.#last.subarray(0, rows),
      id: this.#id.subarray(0, rows),
      depth,
      trades,
    };
  }

  /** Narrows the clearing of a snapshot's side to the prices from the touch to its last level. */
  #clearOnlyListed(from: number): void {
    for (const side of [BID, ASK]) {
      const sign = side === BID ? 1 : -1;
      let worst = Infinity;
      for (let row = from + 2; row < this.#rows; row++) {
        if (this.#side[row] === side) worst = Math.min(worst, sign * this.#ticks[row]!);
      }
      if (worst !== Infinity) this.#ticks[from + side] = sign * worst;
    }
  }

  #at(ts: number, recvNs: number, id: number): void {
    const seen = this.#options.localTime(ts, recvNs);
    if (!(seen >= ts)) {
      throw new RangeError(
        `Cannot show an event of ${ts} at ${seen}: that is before it happened, or not known; ` +
          `correct the recorder's clock, or see events a latency after the venue's time`,
      );
    }
    if (seen < this.#seen) this.delayed++;
    else this.#seen = seen;
    this.#now = ts;
    this.#nowId = id;
  }

  #add(kind: number, side: number, ticks: number, lots: number, last: number): void {
    const row = this.#rows++;
    this.#ts[row] = this.#now;
    this.#localTs[row] = this.#seen;
    this.#id[row] = this.#nowId;
    this.#kind[row] = kind;
    this.#side[row] = side;
    this.#ticks[row] = ticks;
    this.#lots[row] = lots;
    this.#last[row] = last;
  }

  #price(price: number, row: number): number {
    const ticks = wholeSteps(price, this.#options.tick, "price", row);
    if (Math.abs(ticks) < TICKS_LIMIT) return ticks;
    throw new RangeError(`Cannot read price ${price} in row ${row}: it is 2^30 ticks or more`);
  }

  #quantity(quantity: number, row: number): number {
    const lots = wholeSteps(quantity, this.#options.lot, "quantity", row);
    if (lots >= 0) return lots;
    throw new RangeError(`Cannot read quantity ${quantity} in row ${row}: it is below 0`);
  }
}
