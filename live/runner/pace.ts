/**
 * Waits until a bar is due when bars are fed at a multiple of real time. The first bar sets the
 * clock; where the feed falls behind, bars follow at once.
 *
 * @param speed bar time per wall time; Infinity never waits.
 * @param signal ends a wait.
 */
export function pace(
  speed: number,
  timeframeMs: number,
  signal: AbortSignal,
): (ts: number) => Promise<void> {
  if (speed === Infinity) return () => Promise.resolve();
  const started = performance.now();
  let first: number | undefined;
  return async (ts) => {
    first ??= ts;
    // A bar is known at its close, one timeframe after its open.
    const due = started + (ts - first + timeframeMs) / speed;
    const wait = due - performance.now();
    if (wait <= 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, wait);
      signal.addEventListener("abort", done, { once: true });
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      }
    });
  };
}
