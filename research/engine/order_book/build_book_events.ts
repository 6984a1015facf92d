import type { Step } from "../step.ts";
import type { DepthColumns, QuoteColumns, TradeColumns } from "./book_columns.ts";
import type { BookEvents } from "./book_event.ts";
import { depthMessages } from "./depth_messages.ts";
import { EventWriter } from "./event_writer.ts";
import { type LocalTime, seenAfter } from "./local_time.ts";
import { type SequenceBreak, sequenceDepth, type SequencedMessage } from "./sequence_depth.ts";

/** What to merge into one stream of events. */
export interface BookSources {
  readonly depth?: DepthColumns | undefined;
  readonly trades?: TradeColumns | undefined;
  readonly quotes?: QuoteColumns | undefined;
  readonly tick: Step;
  readonly lot: Step;
  /** When a strategy may see an event; at the venue's time of it where not given. */
  readonly localTime?: LocalTime | undefined;
}

/** A stream of events, and what the sources of it were like. */
export interface BookRecording {
  readonly events: BookEvents;
  /** Depth messages in the stream, snapshots included. */
  readonly messages: number;
  readonly snapshots: number;
  /** Where depth messages are missing; the book is unsynchronised from there to the next snapshot. */
  readonly breaks: readonly SequenceBreak[];
  /** Deltas left out because they came a second time or too late. */
  readonly stale: number;
  /** Depth messages dated before the one in front of them, which took its time. */
  readonly retimed: number;
  /** Whether depth had update ids to check its chain by. */
  readonly checked: boolean;
  /** Events seen later than their own local time, because one before them was. */
  readonly delayed: number;
}

/**
 * Merges recorded depth, trades and quotes into the order in which they happened at the venue, by
 * its time `ts`. Within a millisecond, trades come first, for depth and quotes already show what
 * they left; then quotes and depth by update id. The recorder's clock orders nothing.
 *
 * Linear in rows.
 *
 * @throws RangeError for trades or quotes out of time order, prices off the tick, quantities off the
 * lot, and recorded times before the venue's.
 */
export function buildBookEvents(sources: BookSources): BookRecording {
  const { depth, trades, quotes, tick, lot, localTime = seenAfter(0) } = sources;
  const sequence = sequenceDepth(depth === undefined ? [] : depthMessages(depth));
  const { messages } = sequence;
  const snapshots = messages.filter(({ message }) => message.snapshot).length;
  const rows = (depth?.ts.length ?? 0) + 2 * snapshots + sequence.breaks.length +
    (trades?.ts.length ?? 0) + 2 * (quotes?.ts.length ?? 0);
  const writer = new EventWriter(rows, { tick, lot, localTime });
  let m = 0;
  let t = 0;
  let q = 0;
  for (;;) {
    const next = messages[m];
    const tradeTs = timeOf("trades", trades?.ts, t);
    const quoteTs = timeOf("quotes", quotes?.ts, q);
    const depthTs = next?.ts ?? Infinity;
    if (tradeTs <= depthTs && tradeTs <= quoteTs) {
      if (tradeTs === Infinity) break;
      writer.trade(trades!, t++);
    } else if (quoteTs < depthTs || (quoteTs === depthTs && quoteFirst(quotes!, q, next!))) {
      writer.quote(quotes!, q++);
    } else {
      writer.message(depth!, next!);
      m++;
    }
  }
  return {
    events: writer.events({ depth: depth !== undefined, trades: trades !== undefined }),
    messages: messages.length,
    snapshots,
    breaks: sequence.breaks,
    stale: sequence.stale,
    retimed: sequence.retimed,
    checked: depth !== undefined && sequence.checked,
    delayed: writer.delayed,
  };
}

function quoteFirst(quotes: QuoteColumns, row: number, { message }: SequencedMessage): boolean {
  return !((quotes.update_id?.[row] ?? NaN) > message.last);
}

function timeOf(name: string, ts: Float64Array | undefined, row: number): number {
  if (ts === undefined || row >= ts.length) return Infinity;
  if (row > 0 && ts[row]! < ts[row - 1]!) {
    throw new RangeError(`Cannot merge ${name}: row ${row} is before the row in front of it`);
  }
  return ts[row]!;
}
