import { newYorkOffsetMs } from "./new_york.ts";
import { usMarketDay } from "./us_market_day.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OPEN = 9.5 * HOUR;

/** The first time that the calendar of US sessions is exact for: 2000-01-01. */
export const usSessionsKnownFrom: number = Date.UTC(2000, 0, 1);

/** One regular session of the US stock exchanges. All times are milliseconds since the epoch, UTC. */
export interface Session {
  /** Midnight UTC of the trading date, which is the open time of its daily bar. */
  readonly day: number;
  /** 09:30 in New York. */
  readonly open: number;
  /** 16:00 in New York, 13:00 on a half day. */
  readonly close: number;
  readonly half: boolean;
}

/** Whether US stocks trade on the UTC date of a time. */
export function isTradingDay(ts: number): boolean {
  return usMarketDay(Math.floor(ts / DAY)) !== "closed";
}

/** The session on the UTC date of a time, or `undefined` on a day without one. */
export function sessionOn(ts: number): Session | undefined {
  const days = Math.floor(ts / DAY);
  const market = usMarketDay(days);
  if (market === "closed") return undefined;
  const open = regularOpen(days);
  const half = market === "half";
  return { day: days * DAY, open, close: open + (half ? 3.5 : 6.5) * HOUR, half };
}

/** The sessions that open from `from` on and before `to`, in order. */
export function sessionsBetween(from: number, to: number): Session[] {
  const sessions: Session[] = [];
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY) {
    const session = sessionOn(day);
    if (session !== undefined && session.open >= from && session.open < to) sessions.push(session);
  }
  return sessions;
}

/**
 * When a session of the date that lies `days` after 1970-01-01 opens, or would if the date were a
 * trading day: 09:30 in New York.
 */
export function regularOpen(days: number): number {
  return days * DAY + OPEN + newYorkOffsetMs(days);
}
