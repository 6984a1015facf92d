import { newYorkDays } from "../calendar/new_york.ts";
import { regularOpen, sessionOn, sessionsBetween } from "../calendar/us_equity_sessions.ts";
import { bucketStart } from "../durations.ts";
import type { Calendar } from "../instrument.ts";

const DAY = 86_400_000;

/** A bar of a longer timeframe, as the shorter bars that it is built of see it. */
export interface Bucket {
  /** Its open time. */
  readonly start: number;
  /** Open time of the first shorter bar that belongs to it. */
  readonly begin: number;
  /** Close of the last shorter bar that belongs to it. */
  readonly end: number;
  /** How many shorter bars it should have. */
  readonly expected: number;
}

/** From which length of bars to which. */
export interface BucketOptions {
  readonly fromMs: number;
  readonly toMs: number;
  readonly calendar: Calendar;
}

/**
 * The longer bar that a shorter one belongs to, or `undefined` where it belongs to none.
 *
 * On the crypto calendar bars begin at multiples of their length, weeks on Monday. On the equity one
 * bars of less than a day are counted from the session's opening, the last of a session being cut
 * short by its close; bars before and after the session are counted on from it. Daily and longer
 * bars have the date of the session as their time, and are built of the regular session only.
 */
export function bucketer(options: BucketOptions): (ts: number) => Bucket | undefined {
  const find = options.calendar === "crypto" ? cryptoBucket : equityBucket(options);
  let last: Bucket | undefined;
  return (ts) => {
    const within = last !== undefined && ts >= last.begin && ts < last.end;
    return within ? last : last = find(ts, options);
  };
}

type FindBucket = (ts: number, options: BucketOptions) => Bucket | undefined;

function cryptoBucket(ts: number, { fromMs, toMs }: BucketOptions): Bucket {
  const start = bucketStart(ts, toMs);
  return { start, begin: start, end: start + toMs, expected: toMs / fromMs };
}

function equityBucket({ fromMs, toMs }: BucketOptions): FindBucket {
  if (toMs < DAY) return intradayBucket;
  return fromMs < DAY ? sessionBucket : daysBucket;
}

function intradayBucket(ts: number, { fromMs, toMs }: BucketOptions): Bucket {
  const days = newYorkDays(ts);
  const open = regularOpen(days);
  const start = open + Math.floor((ts - open) / toMs) * toMs;
  const close = sessionOn(days * DAY)?.close ?? Infinity;
  const end = start < close && ts < close ? Math.min(start + toMs, close) : start + toMs;
  const begin = start < close && ts >= close ? close : start;
  return { start: begin, begin, end, expected: Math.ceil((end - begin) / fromMs) };
}

function sessionBucket(ts: number, { fromMs, toMs }: BucketOptions): Bucket | undefined {
  const session = sessionOn(newYorkDays(ts) * DAY);
  if (session === undefined || ts + fromMs <= session.open || ts >= session.close) return undefined;
  const start = bucketStart(session.day, toMs);
  const sessions = sessionsBetween(start, start + toMs);
  const early = Math.floor(ts - session.open) % fromMs;
  const phase = early === 0 ? 0 : (early + fromMs) % fromMs - fromMs;
  return {
    start,
    begin: sessions[0]!.open + phase,
    end: sessions.at(-1)!.close,
    expected: sessions.reduce(
      (sum, { open, close }) => sum + Math.ceil((close - open - phase) / fromMs),
      0,
    ),
  };
}

function daysBucket(ts: number, { toMs }: BucketOptions): Bucket {
  const start = bucketStart(ts, toMs);
  const sessions = sessionsBetween(start, start + toMs);
  const first = sessions[0]?.day ?? ts;
  const last = sessions.at(-1)?.day ?? ts;
  return {
    start,
    begin: Math.min(first, ts),
    end: Math.max(last, ts) + DAY,
    expected: Math.max(1, sessions.length),
  };
}
