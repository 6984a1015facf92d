/**
 * When a strategy may see an event, ms, from the venue's time of it in ms and the recorder's clock
 * in ns, NaN where that was not recorded.
 */
export type LocalTime = (ts: number, recvNs: number) => number;

/** An event is seen this long after the venue's time of it; with 0 at that very time. */
export function seenAfter(latencyMs: number): LocalTime {
  if (!(latencyMs >= 0 && latencyMs < Infinity)) {
    throw new RangeError(`Cannot see events ${latencyMs} ms after they happen; give 0 or more`);
  }
  return (ts) => ts + latencyMs;
}

/**
 * An event is seen when it was recorded, by the recorder's clock set right by `correctionMs`. A
 * recorder's clock is not the venue's: one that runs behind shows events before they happen, so the
 * correction is never assumed. {@linkcode clockCorrection} finds one from a recording.
 */
export function seenAsRecorded(correctionMs: number): LocalTime {
  return (_ts, recvNs) => recvNs / 1e6 + correctionMs;
}

/**
 * The correction in ms of a recorder's clock under which its quickest event took `quickestMs` from
 * the venue: an assumption, for no recording tells latency and offset apart.
 */
export function clockCorrection(
  ts: Float64Array,
  recvNs: Float64Array,
  quickestMs: number,
): number {
  let correction = -Infinity;
  for (let i = 0; i < ts.length; i++) {
    correction = Math.max(correction, ts[i]! - recvNs[i]! / 1e6);
  }
  return correction + quickestMs;
}
