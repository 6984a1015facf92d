import type { DepthMessage } from "./depth_messages.ts";

/** A message in its place, with what has to happen before it. */
export interface SequencedMessage {
  readonly message: DepthMessage;
  /** When it holds, ms; never before the message in front of it. */
  readonly ts: number;
  /** Messages are missing before it, so all levels so far are out of date. */
  readonly broken: boolean;
}

/** A place where messages are missing; known with the first message after it. */
export interface SequenceBreak {
  /** Time of the first message after it, ms. */
  readonly ts: number;
  /** Update id that the message should have followed. */
  readonly expected: number;
  /** Update id that it follows. */
  readonly found: number;
}

/** Messages as a book takes them, and what was found wrong with them. */
export interface DepthSequence {
  readonly messages: readonly SequencedMessage[];
  readonly breaks: readonly SequenceBreak[];
  /** Deltas that came a second time or too late, and were left out. */
  readonly stale: number;
  /** Messages that were dated before the one in front of them, and took its time. */
  readonly retimed: number;
  /** Whether update ids were there to check the chain by. */
  readonly checked: boolean;
}

/**
 * Puts depth messages into the order of their update ids, by the rules that Binance documents: a
 * snapshot stands before the first delta whose last update id reaches its own, so that older deltas
 * never follow it; each delta names the one before it (`prev_update_id`, or a first id that is one
 * more than the last); the first delta after a snapshot has to reach back to it. A delta that does
 * neither comes after a gap. So does a snapshot between two deltas that do not follow each other: it
 * mends the book, yet the gap was there. Every gap is reported.
 *
 * Where a message lacks ids, the order of rows stands and nothing can be checked.
 */
export function sequenceDepth(messages: readonly DepthMessage[]): DepthSequence {
  const checked = messages.every(({ last }) => !Number.isNaN(last));
  const ordered = checked ? byUpdateId(messages) : messages;
  const breaks: SequenceBreak[] = [];
  const sequenced: SequencedMessage[] = [];
  let stale = 0;
  let retimed = 0;
  let now = -Infinity;
  let delta = NaN;
  let snapshot = NaN;
  for (let i = 0; i < ordered.length; i++) {
    const message = ordered[i]!;
    if (checked && !message.snapshot && message.last <= delta) {
      stale++;
      continue;
    }
    const next = message.snapshot ? nextDelta(ordered, i) : undefined;
    const dated = message.snapshot ? Math.min(message.ts, next?.ts ?? Infinity) : message.ts;
    if (dated < now && !message.snapshot) retimed++;
    now = Math.max(now, dated);
    const found = message.snapshot ? next : message;
    const broken = checked && found !== undefined && !follows(found, delta) &&
      (message.snapshot ? !Number.isNaN(delta) : !begins(found, delta, snapshot));
    if (broken) {
      const expected = Number.isNaN(snapshot) ? delta : snapshot;
      breaks.push({ ts: now, expected, found: precedingId(found) });
    }
    sequenced.push({ message, ts: now, broken });
    if (message.snapshot) snapshot = message.last;
    else [delta, snapshot] = [message.last, NaN];
  }
  return { messages: sequenced, breaks, stale, retimed, checked };
}

function byUpdateId(messages: readonly DepthMessage[]): readonly DepthMessage[] {
  const compare = (a: DepthMessage, b: DepthMessage) =>
    a.last - b.last || Number(b.snapshot) - Number(a.snapshot);
  for (let i = 1; i < messages.length; i++) {
    if (compare(messages[i - 1]!, messages[i]!) > 0) return messages.toSorted(compare);
  }
  return messages;
}

function nextDelta(messages: readonly DepthMessage[], after: number): DepthMessage | undefined {
  let i = after + 1;
  while (messages[i]?.snapshot) i++;
  return messages[i];
}

/** Update id that a delta says it comes after. */
function precedingId({ first, prev }: DepthMessage): number {
  return Number.isNaN(prev) ? first - 1 : prev;
}

function follows(message: DepthMessage, delta: number): boolean {
  return precedingId(message) === delta;
}

/** Whether a delta may come after no other: first of all, or reaching back to a snapshot. */
function begins(message: DepthMessage, delta: number, snapshot: number): boolean {
  if (Number.isNaN(snapshot)) return Number.isNaN(delta);
  return precedingId(message) <= snapshot;
}
