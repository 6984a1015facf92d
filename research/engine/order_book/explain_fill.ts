import { decimalText, type Step, stepValue } from "../step.ts";
import { BID, type BookEvents, EVENT_KINDS } from "./book_event.ts";
import { type BookFill, REACHED, TOOK, TRADED_AT } from "./book_fills.ts";

/** Steps to print prices and quantities by. */
export interface ExplainOptions {
  readonly events: BookEvents;
  readonly tick: Step;
  readonly lot: Step;
}

/**
 * Why an order filled, in one sentence: what was ahead of it when it arrived, what of that was
 * traded and cancelled, and the event that reached it.
 */
export function explainFill(fill: BookFill, { events, tick, lot }: ExplainOptions): string {
  const price = (ticks: number) => decimalText(stepValue(tick, ticks));
  const amount = (lots: number) => decimalText(Number(stepValue(lot, lots).toPrecision(12)));
  const { side, cause, event, aheadAtArrival, aheadBefore, cancelledAhead, left } = fill;
  const what = `${side === BID ? "bought" : "sold"} ${amount(fill.lots)} at ${price(fill.ticks)}` +
    (left > 0 ? ` (${amount(left)} left)` : "");
  if (cause === TOOK) return `${what}: took what the book showed there`;
  const id = events.id[event]!;
  const name = `${EVENT_KINDS[events.kind[event]!]}${Number.isNaN(id) ? "" : ` ${id}`}`;
  const ticks = events.ticks[event]!;
  const by = cause === REACHED
    ? `${side === BID ? "asks" : "bids"} came to ${price(ticks)} by ${name}`
    : `${name} of ${amount(events.lots[event]!)} went ${
      cause === TRADED_AT ? "through the queue" : `through it at ${price(ticks)}`
    }`;
  const waited = `when it arrived ${fill.ts - fill.arrived} ms before`;
  if (aheadAtArrival === 0) return `${what}: ${by}; nothing was ahead ${waited}`;
  const tradedAhead = aheadAtArrival - aheadBefore - cancelledAhead;
  return `${what}: ${by}; of ${amount(aheadAtArrival)} ahead ${waited}, ` +
    `${amount(tradedAhead)} traded, ${amount(cancelledAhead)} were cancelled and ` +
    `${amount(aheadBefore)} remained`;
}
