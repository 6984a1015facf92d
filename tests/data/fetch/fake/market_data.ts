/** What a venue of the tests trades, and when. */
export interface FakeMarket {
  /** First time that rows exist. */
  readonly listed: number;
  /** Times without rows: no trades, or the venue was down. */
  readonly holes: readonly (readonly [from: number, to: number])[];
  /** The venue's clock. */
  readonly now: number;
}

/** A price of any time by a formula, so that every row can be checked. */
export function priceAt(ts: number): number {
  const minute = Math.floor(ts / 60_000);
  return (10_000 + ((minute * 7919) % 1009)) / 100;
}

/** The bar of a time: its numbers as a venue writes them. */
export function barAt(ts: number, stepMs: number): [string, string, string, string, string] {
  const open = priceAt(ts), close = priceAt(ts + stepMs);
  const volume = (Math.floor(ts / 60_000) % 97) / 8;
  return [
    open.toFixed(2),
    (Math.max(open, close) + 0.5).toFixed(2),
    (Math.min(open, close) - 0.5).toFixed(2),
    close.toFixed(2),
    volume.toFixed(3),
  ];
}

/** A fraction of any time: funding, a ratio. */
export function rateAt(ts: number): string {
  return (((Math.floor(ts / 60_000) * 31) % 200 - 100) / 1e6).toFixed(8);
}

/** Open interest at any time, in base units. */
export function interestAt(ts: number): string {
  return (5000 + (Math.floor(ts / 60_000) % 1000) / 4).toFixed(3);
}

/** A ratio of long to short accounts at any time. */
export function ratioAt(ts: number): string {
  return (1 + (Math.floor(ts / 60_000) % 100) / 200).toFixed(4);
}

/** The times of a step that have rows, ascending, from a time on and before another. */
export function timesOf(
  { listed, holes, now }: FakeMarket,
  { from, to, stepMs }: { readonly from: number; readonly to: number; readonly stepMs: number },
): number[] {
  const times: number[] = [];
  const begin = Math.ceil(Math.max(from, listed) / stepMs) * stepMs;
  for (let ts = begin; ts < Math.min(to, now + 1); ts += stepMs) {
    if (!holes.some(([start, end]) => ts >= start && ts < end)) times.push(ts);
  }
  return times;
}

/** A trade. */
export interface FakeTrade {
  readonly id: number;
  readonly ts: number;
  readonly price: string;
  readonly qty: string;
  readonly side: "buy" | "sell";
}

/** Three trades share each of these. */
const tradeStepMs = 2000;

/** The trade of an id: ids count from 0 at the listing, and three share a millisecond. */
export function tradeOf({ listed }: FakeMarket, id: number): FakeTrade {
  const ts = listed + Math.floor(id / 3) * tradeStepMs;
  const qty = (1 + (id % 7)).toFixed(3);
  return {
    id,
    ts,
    price: (priceAt(ts) + (id % 3) / 100).toFixed(2),
    qty,
    side: id % 2 ? "sell" : "buy",
  };
}

/** The first id at a time or after. */
export function idAt({ listed }: FakeMarket, ts: number): number {
  return Math.max(0, Math.ceil((ts - listed) / tradeStepMs) * 3);
}

/** The trades with these ids that have happened. */
export function tradesOf(market: FakeMarket, from: number, to: number): FakeTrade[] {
  const trades: FakeTrade[] = [];
  for (let id = Math.max(0, from); id < Math.min(to, idAt(market, market.now + 1)); id++) {
    trades.push(tradeOf(market, id));
  }
  return trades;
}
