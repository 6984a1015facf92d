import assert from "node:assert/strict";
import { kurtosis, skewness } from "../../../research/metrics/moments.ts";
import { normalCdf } from "../../../research/metrics/normal_cdf.ts";
import { psr, psrOfMoments } from "../../../research/metrics/psr.ts";
import { assertCloseTo } from "./assert_close_to.ts";

Deno.test("normalCdf agrees with SciPy over its whole range", () => {
  const table = [
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1.959963984540054, 0.025],
    [2.9, 0.9981341866996161],
    [3.1, 0.9990323967867817],
    [-2.999, 0.0013543365337271057],
    [-3.001, 0.0013454728250849653],
    [-8, 6.22096057427174e-16],
    [-30, 4.906713927148187e-198],
    [40, 1],
  ] as const;
  for (const [z, expected] of table) {
    const actual = normalCdf(z);
    assert.ok(Math.abs(actual / expected - 1) < 1e-12, `Φ(${z}) is ${actual}, not ${expected}`);
  }
  assert.ok(Number.isNaN(normalCdf(NaN)));
});

Deno.test("skewness and kurtosis use n in the denominators", () => {
  assertCloseTo(skewness([0, 0, 3]), Math.SQRT1_2);
  assertCloseTo(kurtosis([-1, 1]), 1);
  assertCloseTo(kurtosis([0, 0, 0, 4]), 7 / 3);
});

Deno.test("psrOfMoments gives the deflated Sharpe ratio of the paper's example", () => {
  // Bailey & López de Prado 2014: five years of daily returns, annual Sharpe 2.5, N = 100.
  const benchmark = Math.sqrt(1 / 2 / 250) * 2.53060289;
  const deflated = psrOfMoments({
    sharpe: 2.5 / Math.sqrt(250),
    benchmark,
    count: 1250,
    skewness: -3,
    kurtosis: 10,
  })!;
  assert.ok(Math.abs(deflated - 0.90039683) < 1e-8, String(deflated));
});

Deno.test("psr is a half when the Sharpe ratio equals the benchmark", () => {
  const sample = Float64Array.of(0.01, -0.02, 0.03);
  const ratio = 0.02 / 3 /
    Math.sqrt((0.01 / 3) ** 2 / 2 + (0.08 / 3) ** 2 / 2 + (0.07 / 3) ** 2 / 2);
  assertCloseTo(psr(sample, ratio), 0.5);
});

Deno.test("psr is null where the Sharpe ratio is", () => {
  assert.equal(psr(new Float64Array()), null);
  assert.equal(psr(Float64Array.of(0.1)), null);
  assert.equal(psr(Float64Array.of(0.1, 0.1)), null);
});
