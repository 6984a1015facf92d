import {
  ASK,
  BID,
  type BookEvents,
  BREAK,
  CLEAR,
  DELTA,
  QUOTE,
  SNAPSHOT,
  TRADE,
} from "../../../../research/engine/order_book/book_event.ts";
import { NO_ASK, NO_BID } from "../../../../research/engine/order_book/order_book.ts";
import { Random } from "../../../../research/engine/random.ts";

/** Levels that a side begins with. */
const LEVELS = 6;

/** What a random market is drawn from. */
export interface MarketShape {
  readonly seed: number;
  readonly messages: number;
  /** Depth, or best prices alone. */
  readonly depth: boolean;
  readonly feedLatencyMs: number;
  /** Whether messages are missing now and then, until the next snapshot. */
  readonly breaks: boolean;
}

/** A market of few ticks and few lots, so that queues, trades and quotes meet in every way. */
export function randomMarket(shape: MarketShape): BookEvents {
  const random = new Random(shape.seed);
  const draw = (count: number) => Math.floor(count * random.next());
  const rows: {
    ts: number;
    kind: number;
    side: number;
    ticks: number;
    lots: number;
    last: number;
  }[] = [];
  const sides = [new Map<number, number>(), new Map<number, number>()];
  let ts = 1_000_000 + draw(5);
  let bid = 1000;
  let ask = 1001;
  const add = (kind: number, side: number, ticks: number, lots: number) =>
    rows.push({ ts, kind, side, ticks, lots, last: 0 });
  const endMessage = () => rows.at(-1)!.last = 1;
  const set = (kind: number, side: number, ticks: number, lots: number) => {
    if (lots > 0) sides[side]!.set(ticks, lots);
    else sides[side]!.delete(ticks);
    add(kind, side, ticks, lots);
  };
  const quote = () => {
    add(QUOTE, BID, bid, 1 + draw(9));
    add(QUOTE, ASK, ask, 1 + draw(9));
    endMessage();
  };
  const snapshot = () => {
    add(CLEAR, BID, NO_BID, 0);
    add(CLEAR, ASK, NO_ASK, 0);
    for (const side of sides) side.clear();
    for (let i = 0; i < LEVELS; i++) set(SNAPSHOT, BID, bid - i, 1 + draw(9));
    for (let i = 0; i < LEVELS; i++) set(SNAPSHOT, ASK, ask + i, 1 + draw(9));
    endMessage();
  };
  const trade = () => {
    const side = draw(2);
    const beyond = random.next() < 0.2 ? draw(3) : 0;
    const ticks = side === BID ? bid - beyond : ask + beyond;
    add(TRADE, side, ticks, 1 + draw(12));
    endMessage();
  };
  /** The best prices move: levels that they pass go, and both of them are there. */
  const move = () => {
    bid += random.next() < 0.04 ? draw(121) - 60 : draw(5) - 2;
    ask = bid + 1 + draw(2);
    if (!shape.depth) return quote();
    for (const [side, sign, best] of [[BID, 1, bid], [ASK, -1, ask]] as const) {
      for (const ticks of [...sides[side]!.keys()]) {
        if (sign * ticks > sign * best) set(DELTA, side, ticks, 0);
      }
    }
    set(DELTA, BID, bid, 1 + draw(9));
    set(DELTA, ASK, ask, 1 + draw(9));
    endMessage();
  };
  const change = () => {
    if (!shape.depth) return quote();
    const side = draw(2);
    const away = draw(LEVELS);
    const ticks = side === BID ? bid - away : ask + away;
    set(DELTA, side, ticks, away === 0 ? 1 + draw(9) : draw(10));
    endMessage();
  };
  if (shape.depth) snapshot();
  else quote();
  for (let message = 0; message < shape.messages; message++) {
    ts += draw(4);
    const drawn = random.next();
    if (drawn < 0.4) trade();
    else if (drawn < 0.6) move();
    else if (drawn < 0.98 || !shape.breaks || !shape.depth) change();
    else {
      add(BREAK, BID, 0, 0);
      endMessage();
      ts += draw(30);
      snapshot();
    }
  }
  const column = (pick: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, pick);
  return {
    rows: rows.length,
    ts: column((row) => row.ts),
    localTs: column((row) => row.ts + shape.feedLatencyMs),
    kind: Uint8Array.from(rows, ({ kind }) => kind),
    side: Uint8Array.from(rows, ({ side }) => side),
    ticks: Int32Array.from(rows, ({ ticks }) => ticks),
    lots: column(({ lots }) => lots),
    last: Uint8Array.from(rows, ({ last }) => last),
    id: Float64Array.from(rows, (_, i) => i),
    depth: shape.depth,
    trades: true,
  };
}
