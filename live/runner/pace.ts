/** How often a wait looks whether it has to end. */
const LOOK_MS = 250;

/**
 * Waits until a bar is due when bars are fed at a multiple of real time. The first bar sets the
 * clock; where the feed falls behind, bars follow at once.
 *
 * @param speed bar time per wall time; Infinity never waits.
 * @param ends whether to wait no longer: the runner was told to stop, or the kill switch is on.
 */
export function pace(
  speed: number,
  timeframeMs: number,
  ends: () => boolean,
): (ts: number) => Promise<void> {
  if (speed === Infinity) return () => Promise.resolve();
  const started = performance.now();
  let first: number | undefined;
  return async (ts) => {
    first ??= ts;
    // A bar is known at its close, one timeframe after its open.
    const due = started + (ts - first + timeframeMs) / speed;
    for (;;) {
      const wait = due - performance.now();
      if (wait <= 0 || ends()) return;
      await new Promise((resolve) => setTimeout(resolve, Math.min(wait, LOOK_MS)));
    }
  };
}
