import assert from "node:assert/strict";

/**
 * Whether two values are the same to the last digit. `deepEqual` by itself compares columns byte by
 * byte, and NaN has many: which one a machine makes is not said.
 */
export function assertSame(actual: unknown, expected: unknown): void {
  assert.deepEqual(asArrays(actual), asArrays(expected));
}

function asArrays(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.map(asArrays);
  if (value instanceof Map) return [...value].map(asArrays);
  if (value instanceof Set) return [...value];
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asArrays(each)]));
}
