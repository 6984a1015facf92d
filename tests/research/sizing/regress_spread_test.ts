import assert from "node:assert/strict";
import fc from "fast-check";
import { regressSpread } from "../../../research/sizing/mod.ts";
import "../fixtures.ts";

const near = (actual: number, expected: number, what: string) =>
  assert.ok(
    Math.abs(actual - expected) < 1e-9 * Math.max(1, Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

Deno.test("regressSpread: a worked example", () => {
  const x = Float64Array.of(0, 1, 2, 3);
  const y = Float64Array.of(1, 4, 4, 7);
  const spread = regressSpread(y, x);
  // The line is 1.3 + 1.8 x; the residuals are −0.3, 0.9, −0.9 and 0.3.
  near(spread.beta, 1.8, "beta");
  near(spread.alpha, 1.3, "alpha");
  near(spread.deviation, Math.sqrt(0.45), "deviation");
  near(spread.z, 0.3 / Math.sqrt(0.45), "z");
  // Steps 1.2, −1.8, 1.2 on −0.3, 0.9, −0.9: −3.06 / 1.71; what is left of the steps is 0.6442.
  const pull = -3.06 / 1.71;
  near(spread.dickeyFuller, pull / Math.sqrt((6.12 + pull * 3.06) / 2 / 1.71), "t");
});

Deno.test("regressSpread agrees with the normal equations on any series", () => {
  const series = fc.array(
    fc.tuple(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.double({ min: -5, max: 5, noNaN: true }),
    ),
    { minLength: 5, maxLength: 60 },
  );
  fc.assert(fc.property(series, (rows) => {
    const n = rows.length;
    const sum = (of: (row: readonly [number, number]) => number) =>
      rows.reduce((s, row) => s + of(row), 0);
    const [sx, sy, sxx, sxy] = [
      sum(([x]) => x),
      sum(([, y]) => y),
      sum(([x]) => x * x),
      sum(([x, y]) => x * y),
    ];
    const spreadOfX = n * sxx - sx * sx;
    fc.pre(spreadOfX > 1);
    const beta = (n * sxy - sx * sy) / spreadOfX;
    const alpha = (sy - beta * sx) / n;
    const rests = rows.map(([x, y]) => y - alpha - beta * x);
    const spread = regressSpread(
      Float64Array.from(rows, ([, y]) => y),
      Float64Array.from(rows, ([x]) => x),
    );
    const close = (a: number, b: number) => Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(b));
    assert.ok(close(spread.beta, beta) && close(spread.alpha, alpha));
    assert.ok(close(spread.deviation ** 2, rests.reduce((s, rest) => s + rest * rest, 0) / n));
    if (spread.deviation > 1e-3) assert.ok(close(spread.z * spread.deviation, rests.at(-1)!));
  }));
});

Deno.test("regressSpread is surer of a return than of a walk, and NaN where it knows nothing", () => {
  const x = Float64Array.from({ length: 200 }, (_, i) => i / 10);
  const returning = x.map((value, i) => value + (i % 2 === 0 ? 0.1 : -0.1));
  const wandering = x.map((value, i) => value + Math.sin(i / 30));
  assert.ok(regressSpread(returning, x).dickeyFuller < -20);
  assert.ok(regressSpread(wandering, x).dickeyFuller > -3);
  const missing = returning.with(7, NaN);
  assert.ok(Object.values(regressSpread(missing, x)).every(Number.isNaN));
  assert.ok(Number.isNaN(regressSpread(returning, x.map(() => 3)).z));
});
