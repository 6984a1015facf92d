import { canonicalDecision, type Simulation } from "../engine/mod.ts";

/** The decisions of a run, in canonical form. */
export function decisionsOf(simulation: Simulation): { upTo(row: number): string[] } {
  const { orders, account, rows } = simulation;
  const texts = Array.from(
    { length: orders.decided },
    (_, i) => canonicalDecision(orders, account, i),
  );
  return {
    upTo(row) {
      const close = rows.ts[row]! + rows.timeframeMs;
      let count = 0;
      while (count < texts.length && orders.decisionTs[count]! <= close) count++;
      return texts.slice(0, count);
    },
  };
}

/** What one run decided and another did not; null where there was nothing. */
export interface DecisionDifference {
  readonly expected: string | null;
  readonly actual: string | null;
}

/** The first decision in which two runs differ, or null. */
export function firstDifference(
  expected: readonly string[],
  actual: readonly string[],
): DecisionDifference | null {
  const length = Math.max(expected.length, actual.length);
  for (let i = 0; i < length; i++) {
    if (expected[i] === actual[i]) continue;
    return { expected: expected[i] ?? null, actual: actual[i] ?? null };
  }
  return null;
}
