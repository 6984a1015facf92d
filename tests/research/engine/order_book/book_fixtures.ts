import type { TradingRules } from "../../../../research/engine/listing.ts";
import { ORDER_STATES } from "../../../../research/engine/order_state.ts";
import {
  ASK,
  BID,
  type BookEvents,
  SNAPSHOT,
} from "../../../../research/engine/order_book/book_event.ts";
import type { BookMarket } from "../../../../research/engine/order_book/book_market.ts";
import {
  BookSimulation,
  type BookSimulationInput,
} from "../../../../research/engine/order_book/book_simulation.ts";
import { bookStrategy } from "../../../../research/engine/order_book/book_strategy.ts";
import { bookEventsOf, type EventRow } from "./book_events_of.ts";

/** A made-up perpetual: ticks and lots of 1, 10 bps for makers, 20 bps for takers. */
export const PERP: TradingRules = {
  symbol: "ACME/USD:USD",
  kind: "perpetual",
  tickSize: "1",
  lotSize: "1",
  minNotional: "0",
  makerFeeBps: 10,
  takerFeeBps: 20,
};

/** The same, paid in full. */
export const SPOT: TradingRules = { ...PERP, symbol: "ACME/USD", kind: "spot" };

/** Bids 10@100 20@99 30@98, asks 10@101 20@102 30@103, all at time 0. */
export const START: readonly EventRow[] = [
  [SNAPSHOT, BID, 100, 10, 0],
  [SNAPSHOT, BID, 99, 20, 0],
  [SNAPSHOT, BID, 98, 30, 0],
  [SNAPSHOT, ASK, 101, 10, 0],
  [SNAPSHOT, ASK, 102, 20, 0],
  [SNAPSHOT, ASK, 103, 30, 0],
];

/** What a test's run is set to. */
export type BookSetting =
  & Partial<
    Pick<BookSimulationInput, "instrument" | "cash" | "model" | "limits" | "funding" | "stepMs">
  >
  & { readonly depth?: boolean };

/** Events by hand after {@linkcode START}, seen after the feed latency of the setting. */
export function marketOf(
  rows: readonly EventRow[],
  { model, depth }: BookSetting = {},
): BookEvents {
  const events = bookEventsOf([...START, ...rows], depth ?? true);
  const latency = model?.book?.feedLatencyMs ?? 0;
  return { ...events, localTs: events.ts.map((ts) => ts + latency) };
}

/** Runs a script over a market that begins with {@linkcode START}: `script[t]` is called at time t. */
export function runBook(
  rows: readonly EventRow[],
  script: Readonly<Record<number, (m: BookMarket) => void>>,
  setting: BookSetting = {},
): BookSimulation {
  const play = bookStrategy("play", {}, (_, m) => ({
    everyMs: 1,
    onTimer: () => script[m.now]?.(m),
  }));
  const events = marketOf(rows, setting);
  const { depth: _, ...given } = setting;
  const common = { strategy: play, params: {}, instrument: PERP, cash: 10_000, stepMs: 1000 };
  return new BookSimulation({ ...common, ...given, events }).run();
}

/** Fills in words: time, order, signed lots, price and fee. */
export function bookFillsOf({ fills }: BookSimulation): string[] {
  return Array.from({ length: fills.rows }, (_, row) => {
    const fee = Number(fills.fee[row]!.toPrecision(9));
    return `${fills.ts[row]}: ${fills.orderId[row]} ${fills.side[row]! * fills.lots[row]!}` +
      `@${fills.price[row]} fee ${fee}`;
  });
}

/** The state of each order, with its reason where there is one. */
export function bookStatesOf({ orders }: BookSimulation): string[] {
  return Array.from({ length: orders.rows }, (_, row) => {
    const reason = orders.reasons.get(row + 1);
    return ORDER_STATES[orders.state[row]!]! + (reason === undefined ? "" : `: ${reason}`);
  });
}
