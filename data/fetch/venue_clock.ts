/** A venue's own time, as far as it has said it: never ahead of it. */
export interface VenueClock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
}

/** What a clock is set by. */
export interface ClockReading {
  /** What the venue says the time is; `undefined` where it says nothing. */
  readonly time: number | undefined;
  /** The `Date` of its answer, to the second. */
  readonly date: number | undefined;
  /** This machine's time. */
  readonly machine: number;
}

/** What this machine's clock may be ahead by, where nothing better is known. */
const doubtMs = 60_000;

/**
 * A clock that goes on from a venue's answer by a clock that never jumps. The answer was older than
 * its arrival, so the clock is late by the way back and a bar that it calls closed is closed. Where
 * the venue tells no time its HTTP date counts, and after that this machine's time less a minute.
 */
export function venueClock(reading: ClockReading, monotonicMs: () => number): VenueClock {
  const origin = reading.time ?? reading.date ?? reading.machine - doubtMs;
  const started = monotonicMs();
  return { now: () => origin + Math.floor(monotonicMs() - started) };
}
