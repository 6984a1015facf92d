import { type Step, stepValue } from "../step.ts";
import { BID, type BookEvents } from "./book_event.ts";

/** Where the last trade that has been seen stands among the events; −1 before the first. */
export interface TradeSource {
  readonly lastTrade: number;
}

/** The last trade that a strategy has seen. Before the first one numbers are NaN and side is null. */
export class TradeView {
  readonly #source: TradeSource;
  readonly #events: BookEvents;
  readonly #tick: Step;
  readonly #lot: Step;

  constructor(
    source: TradeSource,
    events: BookEvents,
    { tick, lot }: { readonly tick: Step; readonly lot: Step },
  ) {
    this.#source = source;
    this.#events = events;
    this.#tick = tick;
    this.#lot = lot;
  }

  /** The venue's time of it, ms. */
  get ts(): number {
    return this.#events.ts[this.#source.lastTrade] ?? NaN;
  }

  get price(): number {
    return stepValue(this.#tick, this.#events.ticks[this.#source.lastTrade] ?? NaN);
  }

  /** Units traded. */
  get quantity(): number {
    return stepValue(this.#lot, this.#events.lots[this.#source.lastTrade] ?? NaN);
  }

  /** Side of the aggressor, who took what rested. */
  get side(): "buy" | "sell" | null {
    const { lastTrade } = this.#source;
    if (lastTrade < 0) return null;
    return this.#events.side[lastTrade] === BID ? "sell" : "buy";
  }
}
