import type { Bars } from "../../../data/bars.ts";
import { type Step, stepValue } from "../step.ts";
import { type BookEvents, SNAPSHOT, TRADE } from "./book_event.ts";

/** Which times a run over events has rows for. */
export interface StepRange {
  /** Length of a row, ms. */
  readonly stepMs: number;
  /** The first time that counts, ms; the run begins with the first known book from it on. */
  readonly from: number;
  /** How long after the venue's time the strategy sees it, ms. */
  readonly feedLatencyMs: number;
}

/**
 * Open times of the rows of a run: every step of event time, from the one in which the strategy first
 * knows the whole book to the one of the last event; empty where it never does.
 */
export function stepTimes(events: BookEvents, { stepMs, from, feedLatencyMs }: StepRange) {
  const first = firstKnown(events) + feedLatencyMs;
  const last = events.rows === 0 ? -Infinity : events.ts[events.rows - 1]!;
  const start = Math.floor(Math.max(first, from) / stepMs);
  const rows = Math.max(0, Math.floor(last / stepMs) - start + 1) || 0;
  return Float64Array.from({ length: rows }, (_, row) => (start + row) * stepMs);
}

function firstKnown(events: BookEvents): number {
  for (let row = 0; row < events.rows; row++) {
    const whole = events.kind[row] === SNAPSHOT || !events.depth;
    if (whole && events.kind[row] !== TRADE && events.last[row] === 1) return events.ts[row]!;
  }
  return Infinity;
}

/**
 * Bars of a market over the rows of a run: a close is the book's mid at the end of its row, an open
 * the close before it, and high and low reach to the trades within. Volume is what was traded.
 *
 * @param closes the mids; of rows before there was one, 0.
 */
export function stepBars(
  events: BookEvents,
  ts: Float64Array,
  closes: Float64Array,
  { stepMs, tick, lot }: { readonly stepMs: number; readonly tick: Step; readonly lot: Step },
): Bars {
  const open = closes.map((close, row) => closes[row - 1] ?? close);
  const high = closes.map((close, row) => Math.max(close, open[row]!));
  const low = closes.map((close, row) => Math.min(close, open[row]!));
  const lots = new Float64Array(ts.length);
  for (let event = 0; event < events.rows; event++) {
    if (events.kind[event] !== TRADE) continue;
    const row = Math.floor((events.ts[event]! - ts[0]!) / stepMs);
    if (!(row >= 0 && row < ts.length)) continue;
    const price = stepValue(tick, events.ticks[event]!);
    high[row] = Math.max(high[row]!, price);
    low[row] = Math.min(low[row]!, price);
    lots[row]! += events.lots[event]!;
  }
  const volume = lots.map((count) => stepValue(lot, count));
  return { ts, open, high, low, close: closes, volume };
}
