/**
 * The distance in milliseconds between neighbours of most of these times, or `undefined` where there
 * are fewer than ten times or no distance has the majority.
 */
export function commonStepMs(times: readonly number[]): number | undefined {
  if (times.length < 10) return undefined;
  const sorted = Float64Array.from(times).sort();
  const counts = new Map<number, number>();
  let steps = 0;
  for (let i = 1; i < sorted.length; i++) {
    const step = sorted[i]! - sorted[i - 1]!;
    if (step === 0) continue;
    steps++;
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  for (const [step, count] of counts) if (count * 2 > steps) return step;
  return undefined;
}
