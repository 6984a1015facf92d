import {
  ASK,
  BID,
  type BookEvents,
  DELTA,
  SNAPSHOT,
  TRADE,
} from "../engine/order_book/book_event.ts";

/** Ticks from the touch to the levels of the first snapshot, and their number a side. */
const SNAPSHOT_LEVELS = 1000;
/** Levels of a depth message, and what comes between two of them. */
const MESSAGE_ROWS = 68;
const MESSAGE_MS = 52;
const TRADES = 3;

/**
 * A market in the shape of a busy perpetual: a snapshot, then every 52 ms a depth message of 68
 * levels, most near the touch and some far from it, with three trades between two of them and a
 * touch that wanders. The same seed gives the same events; the book is never crossed.
 */
export function randomBook(rows: number, seed = 1): BookEvents {
  const events = allocate(rows);
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  let row = 0;
  let ts = 0;
  const add = (kind: number, side: number, ticks: number, lots: number, last: number) => {
    if (row === rows) return;
    events.ts[row] = events.localTs[row] = ts;
    events.kind[row] = kind;
    events.side[row] = side;
    events.ticks[row] = ticks;
    events.lots[row] = lots;
    events.last[row] = last;
    events.id[row] = row;
    row++;
  };
  let bid = 600_000;
  const price = (side: number, depth: number) => side === BID ? bid - depth : bid + 1 + depth;
  for (const side of [BID, ASK]) {
    for (let i = 0; i < SNAPSHOT_LEVELS; i++) {
      const last = side === ASK && i === SNAPSHOT_LEVELS - 1 ? 1 : 0;
      add(SNAPSHOT, side, price(side, i), 1 + Math.floor(5000 * random()), last);
    }
  }
  while (row < rows) {
    for (let i = 0; i < TRADES; i++) {
      ts += MESSAGE_MS / (TRADES + 1);
      const side = random() < 0.5 ? BID : ASK;
      add(TRADE, side, price(side, 0), 1 + Math.floor(300 * random()), 1);
    }
    ts += MESSAGE_MS / (TRADES + 1);
    const move = Math.floor(7 * random()) - 3;
    const left = bid;
    bid += move;
    for (let i = 0; i < Math.abs(move); i++) {
      const side = move > 0 ? ASK : BID;
      add(DELTA, side, move > 0 ? left + 1 + i : left - i, 0, 0);
    }
    for (let i = Math.abs(move); i < MESSAGE_ROWS; i++) {
      const side = i % 2 === 0 ? BID : ASK;
      const far = random();
      const depth = i < 2 ? 0 : Math.floor(far < 0.05 ? 2e5 * random() : 1200 * far * far);
      const lots = depth > 0 && random() < 0.35 ? 0 : 1 + Math.floor(5000 * random());
      add(DELTA, side, price(side, depth), lots, i === MESSAGE_ROWS - 1 ? 1 : 0);
    }
  }
  return events;
}

function allocate(rows: number): BookEvents {
  return {
    rows,
    ts: new Float64Array(rows),
    localTs: new Float64Array(rows),
    kind: new Uint8Array(rows),
    side: new Uint8Array(rows),
    ticks: new Int32Array(rows),
    lots: new Float64Array(rows),
    last: new Uint8Array(rows),
    id: new Float64Array(rows),
    depth: true,
    trades: true,
  };
}
