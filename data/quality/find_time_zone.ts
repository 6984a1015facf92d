import { newYorkDays, newYorkOffsetMs } from "../calendar/new_york.ts";
import { isTradingDay, sessionOn, usSessionsKnownFrom } from "../calendar/us_equity_sessions.ts";
import { formatCount } from "../format_table.ts";
import { formatTime } from "../format_time.ts";
import type { Finding } from "./finding.ts";
import { quantile } from "./quantile.ts";
import type { SeriesRules } from "./series_rules.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Days that a season must have before its hours are judged. */
const FEWEST_DAYS = 5;

/**
 * Kind `time_zone`, of one series by itself. Daily and longer bars: most open at another time than
 * midnight UTC; or, on the equity calendar, two or more bars lie on dates without a session, as when
 * a zone moved dates by one. Equity bars of up to an hour: the day's first bar lies a whole hour
 * later or earlier, measured from 09:30 in New York, in summer than in winter, as when times were
 * stored at a fixed offset; or first and last bar both lie an hour or more to the same side of the
 * session.
 */
export function findTimeZone(ts: Float64Array, { stepMs, calendar }: SeriesRules): Finding[] {
  if (stepMs === null || ts.length < 2) return [];
  const whole = (detail: string): Finding[] => [
    { kind: "time_zone", from: ts[0]!, to: ts.at(-1)!, detail },
  ];
  if (stepMs >= DAY) {
    const times = Float64Array.from(ts, (at) => at % DAY);
    const usual = quantile(times, 0.5);
    if (usual !== 0 && times.filter((time) => time === usual).length * 2 > ts.length) {
      return whole(`bars open at ${clock(usual)} UTC, not at midnight`);
    }
    return calendar === "equity" && stepMs === DAY ? offSessions(ts) : [];
  }
  if (calendar !== "equity" || stepMs > HOUR) return [];
  const shift = sessionShift(ts, stepMs);
  return shift === undefined ? [] : whole(shift);
}

function offSessions(ts: Float64Array): Finding[] {
  const off = ts.filter((at) => at >= usSessionsKnownFrom && !isTradingDay(at));
  if (off.length < 2) return [];
  return [{
    kind: "time_zone",
    from: off[0]!,
    to: off.at(-1)!,
    detail: `${formatCount(off.length)} daily bars lie on dates without a session, the first on ` +
      `${formatTime(off[0]!)}: dates may be off by one`,
  }];
}

/** What is wrong with the hours of intraday bars, or `undefined`. */
function sessionShift(ts: Float64Array, stepMs: number): string | undefined {
  const starts = { summer: [] as number[], winter: [] as number[] };
  const ends: number[] = [];
  for (let i = 0, end = 0; i < ts.length; i = end) {
    const days = newYorkDays(ts[i]!);
    while (end < ts.length && newYorkDays(ts[end]!) === days) end++;
    const session = ts[i]! < usSessionsKnownFrom ? undefined : sessionOn(days * DAY);
    if (session === undefined) continue;
    const season = newYorkOffsetMs(days) === 4 * HOUR ? "summer" : "winter";
    starts[season].push(ts[i]! - session.open);
    ends.push(ts[end - 1]! + stepMs - session.close);
  }
  const [summer, winter] = [quantile(starts.summer, 0.5), quantile(starts.winter, 0.5)];
  const apart = (summer - winter) / HOUR;
  const judged = Math.min(starts.summer.length, starts.winter.length) >= FEWEST_DAYS;
  if (judged && apart !== 0 && Number.isInteger(apart)) {
    return `the day begins ${Math.abs(apart)} h ${apart > 0 ? "later" : "earlier"} in summer ` +
      `than in winter, by New York's clock: times may be stored at a fixed offset`;
  }
  const start = quantile([...starts.summer, ...starts.winter], 0.5) / HOUR;
  const end = quantile(ends, 0.5) / HOUR;
  if (ends.length < FEWEST_DAYS || start * end <= 0) return undefined;
  if (Math.min(Math.abs(start), Math.abs(end)) < 1) return undefined;
  return `days begin ${Math.abs(start)} h and end ${Math.abs(end)} h ` +
    `${start > 0 ? "after" : "before"} the session in New York: times may not be UTC`;
}

function clock(timeOfDay: number): string {
  return new Date(timeOfDay).toISOString().slice(11, 16);
}
