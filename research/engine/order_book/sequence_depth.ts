import type { DepthMessage } from "./depth_messages.ts";

/** A message in its place, with what has to happen before it. */
export interface SequencedMessage {
  readonly message: DepthMessage;
  /** When it holds, ms; never before the message in front of it. */
  readonly ts: number;
  /** Messages are missing before it. */
  readonly broken: boolean;
  /** Of a snapshot: levels beyond those that it lists are out of date too. */
  readonly whole: boolean;
}

/** A place where messages are missing. */
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
 * neither comes after a gap, which is reported and never bridged.
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
    const broken = checked && !message.snapshot && !follows(message, delta) &&
      !reaches(message, snapshot) && !(Number.isNaN(delta) && Number.isNaN(snapshot));
    if (broken) {
      const expected = Number.isNaN(delta) ? snapshot : delta;
      const { prev, first } = message;
      breaks.push({ ts: now, expected, found: Number.isNaN(prev) ? first - 1 : prev });
    }
    const whole = checked && next !== undefined && !follows(next, delta);
    sequenced.push({ message, ts: now, broken, whole });
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

function follows({ first, prev }: DepthMessage, delta: number): boolean {
  return Number.isNaN(prev) ? first === delta + 1 : prev === delta;
}

function reaches({ first, prev }: DepthMessage, snapshot: number): boolean {
  return Number.isNaN(prev) ? first <= snapshot + 1 : prev <= snapshot;
}
