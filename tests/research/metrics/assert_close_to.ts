import assert from "node:assert/strict";

/** Asserts that two numbers agree to 1e-9 of the expected one, or that both are null. */
export function assertCloseTo(
  actual: number | null | undefined,
  expected: number | null,
  what = "value",
): void {
  if (expected === null || actual === null || actual === undefined) {
    assert.equal(actual, expected, what);
    return;
  }
  const error = Math.abs(actual - expected);
  assert.ok(error <= Math.abs(expected) * 1e-9 + 1e-15, `${what}: ${actual}, not ${expected}`);
}
