import type { Row } from "./check_row.ts";

/** Where a page of trades begins or ends. */
export type TradesAt =
  | { readonly from: number; readonly to: number }
  | { readonly fromId: number; readonly limit?: number }
  | { readonly latest: true }
  | { readonly beforeTime: number }
  | { readonly beforeId: number };

/** Asks a venue for a page of trades; they come sorted by id, each once. */
export type AskTrades = (at: TradesAt) => Promise<readonly Row[]>;

/** Trades of a time; `fromId` continues after trades that are held. */
export interface TradesToCover {
  readonly from: number;
  readonly to: number;
  readonly fromId?: number | undefined;
}

const hourMs = 3_600_000;

/** The id of a trade, as {@linkcode Row} holds it. */
export function tradeId(row: Row): number {
  return row.values[3] as number;
}

/**
 * All trades of a time, walked by their ids, a page at a time: ids are the only cursor that neither
 * skips nor repeats where many trades share a millisecond. The first id is found in the first hour
 * or, where that has no trades, by halving the ids of the whole history.
 */
export async function* ascendingTrades(
  ask: AskTrades,
  { from, to, fromId }: TradesToCover,
): AsyncGenerator<readonly Row[]> {
  for (let next = fromId ?? await firstId(ask, from, to); next !== undefined;) {
    const rows = await askTwice(ask, { fromId: next });
    const inside = rows.filter(({ ts }) => ts >= from && ts < to);
    if (inside.length > 0) yield inside;
    const last = rows.at(-1);
    if (last === undefined || last.ts >= to) return;
    next = tradeId(last) + 1;
  }
}

async function firstId(ask: AskTrades, from: number, to: number): Promise<number | undefined> {
  const [first] = await askTwice(ask, { from, to: Math.min(from + hourMs, to) });
  if (first !== undefined) return tradeId(first);
  const [newest] = (await askTwice(ask, { latest: true })).slice(-1);
  if (newest === undefined || newest.ts < from) return undefined;
  let low = 0, high = tradeId(newest);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await askTwice(ask, { fromId: middle, limit: 1 });
    if (row === undefined || row.ts >= from) high = middle;
    else low = tradeId(row) + 1;
  }
  return low;
}

const dayMs = 24 * hourMs;
const minuteMs = 60_000;
const manyPages = 50;

/**
 * All trades of a time from a venue that only pages backwards: the time is cut into windows, each is
 * walked from its end by ids down to its start, and handed on whole. Windows shrink where trades are
 * many and grow where they are few, so memory is bounded and a quiet month costs few requests.
 */
export async function* descendingTrades(
  ask: AskTrades,
  { from, to }: TradesToCover,
): AsyncGenerator<readonly Row[]> {
  let width = hourMs;
  for (let at = from; at < to;) {
    const end = Math.min(at + width, to);
    const pages: (readonly Row[])[] = [];
    let rows = await askTwice(ask, { beforeTime: end });
    while (rows.length > 0) {
      pages.unshift(rows.filter(({ ts }) => ts >= at && ts < end));
      if (rows[0]!.ts < at) break;
      rows = await askTwice(ask, { beforeId: tradeId(rows[0]!) });
    }
    const whole = pages.flat();
    if (whole.length > 0) yield whole;
    if (pages.length > manyPages) width = Math.max(width / 2, minuteMs);
    else if (pages.length < manyPages / 4) width = Math.min(width * 2, dayMs);
    at = end;
  }
}

async function askTwice(ask: AskTrades, at: TradesAt): Promise<readonly Row[]> {
  const rows = await ask(at);
  return rows.length > 0 ? rows : await ask(at);
}
