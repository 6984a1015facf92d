const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Lengths between ticks: in minutes up to a week, then in months. */
const MINUTE_STEPS = [1, 5, 15, 30, 60, 180, 360, 720, 1440, 2880, 10080];
const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

/** The most ticks of an axis, however wide it is. */
const MOST_TICKS = 10;

/** Where the time axis is marked and what stands there. */
export interface TimeTicks {
  readonly ticks: Date[];
  /** In ISO order and as fine as the ticks: 2024, 2024-04, 2024-04-05 or 04-05 09:30. */
  readonly format: (date: Date) => string;
}

/** Round UTC times from `from` to `to`: as many as have room in `width` pixels, and at most ten. */
export function timeTicks(from: number, to: number, width: number): TimeTicks {
  const fits = (stepMs: number, letters: number) =>
    (to - from) / stepMs <= Math.min(MOST_TICKS, width / (letters * 7 + 14));
  const minutes = MINUTE_STEPS.find((step) => fits(step * MINUTE, step < 1440 ? 11 : 10));
  if (minutes !== undefined) {
    return {
      ticks: evenTicks(from, to, minutes * MINUTE),
      format: (date) => iso(date, minutes < 1440 ? [5, 16] : [0, 10]),
    };
  }
  const months = MONTH_STEPS.find((step) => fits(step * 30.4 * DAY, step < 12 ? 7 : 4)) ?? 1200;
  return {
    ticks: monthTicks(from, to, months),
    format: (date) => iso(date, months < 12 ? [0, 7] : [0, 4]),
  };
}

function evenTicks(from: number, to: number, step: number): Date[] {
  // Weeks begin on Mondays, of which 1970-01-05 was one.
  const origin = step === 7 * DAY ? 4 * DAY : 0;
  const ticks: Date[] = [];
  const first = Math.ceil((from - origin) / step) * step + origin;
  for (let ts = first; ts <= to; ts += step) ticks.push(new Date(ts));
  return ticks;
}

function monthTicks(from: number, to: number, step: number): Date[] {
  const start = new Date(from);
  const ticks: Date[] = [];
  let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  for (;; month += step) {
    const ts = Date.UTC(Math.floor(month / 12), month % 12);
    if (ts > to) return ticks;
    if (ts >= from) ticks.push(new Date(ts));
  }
}

function iso(date: Date, [start, end]: readonly [number, number]): string {
  return date.toISOString().slice(start, end).replace("T", " ");
}
