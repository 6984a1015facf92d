import assert from "node:assert/strict";
import fc from "fast-check";
import {
  decimalText,
  isMultiple,
  parseStep,
  stepsDown,
  stepsUp,
  stepValue,
} from "../../../research/engine/step.ts";
import "../fixtures.ts";

const STEPS = ["1", "0.1", "0.01", "0.05", "0.00001", "0.00000001", "0.25", "2.5", "10", "1000"];
const step = fc.constantFrom(...STEPS).map(parseStep);
const count = fc.integer({ min: 0, max: 1_000_000_000_000 });

Deno.test("parseStep reads decimals exactly", () => {
  assert.deepEqual(parseStep("0.05"), { units: 5, scale: 100, text: "0.05" });
  assert.deepEqual(parseStep("0.0100"), { units: 1, scale: 100, text: "0.0100" });
  assert.deepEqual(parseStep("2.5"), { units: 25, scale: 10, text: "2.5" });
  assert.deepEqual(parseStep("100"), { units: 100, scale: 1, text: "100" });
});

Deno.test("parseStep refuses all that is not a positive decimal", () => {
  const bad = [
    "",
    "0",
    "0.0",
    "-1",
    "+1",
    "1e-5",
    ".5",
    "1.",
    "1,5",
    " 1",
    "NaN",
    "99999999999999999",
  ];
  for (const text of bad) {
    assert.throws(() => parseStep(text), (error: Error) => {
      return error instanceof RangeError && error.message.includes(`"${text}"`);
    }, text);
  }
});

Deno.test("stepValue is the double of the decimal that the venue means", () => {
  fc.assert(fc.property(step, count, (step, count) => {
    const digits = String(step.scale).length - 1;
    const whole = BigInt(count) * BigInt(step.units);
    const text = whole.toString().padStart(digits + 1, "0");
    const point = text.length - digits;
    assert.equal(stepValue(step, count), Number(`${text.slice(0, point)}.${text.slice(point)}0`));
  }));
});

Deno.test("stepsDown and stepsUp find a multiple's own count, whatever the step", () => {
  fc.assert(fc.property(step, count, (step, count) => {
    const value = stepValue(step, count);
    assert.equal(stepsDown(step, value), count);
    assert.equal(stepsUp(step, value), count);
    assert.ok(isMultiple(step, value));
  }));
});

Deno.test("stepsDown and stepsUp bracket any value by one step at most", () => {
  const value = fc.double({ min: 1e-300, max: 1e9, noNaN: true });
  fc.assert(fc.property(step, value, (step, value) => {
    const down = stepsDown(step, value);
    const up = stepsUp(step, value);
    assert.ok(up - down === 0 || up - down === 1);
    const slack = 8 * Number.EPSILON * value;
    assert.ok(stepValue(step, down) <= value + slack && value - slack <= stepValue(step, up));
  }));
});

Deno.test("stepsDown forgives a few roundings and no more, however many steps there are", () => {
  const cent = parseStep("0.01");
  assert.equal(stepsDown(cent, 0.29), 29);
  assert.equal(stepsDown(cent, 0.29 * (1 - 1e-14)), 28);
  assert.equal(stepsUp(cent, 0.29), 29);
  assert.equal(stepsUp(cent, 0.29 * (1 + 1e-14)), 30);
  const satoshi = parseStep("0.00000001");
  assert.equal(stepsDown(satoshi, 5.000000006), 500_000_000);
  assert.equal(stepsUp(satoshi, 5.000000004), 500_000_001);
  assert.equal(stepsDown(satoshi, 123_456.789012348), 12_345_678_901_234);
});

Deno.test("isMultiple is strict: a double beside the multiple is none", () => {
  const tick = parseStep("0.1");
  assert.ok(isMultiple(tick, 0.3));
  assert.ok(!isMultiple(tick, 0.1 + 0.2));
  assert.ok(!isMultiple(tick, 0.35));
  assert.ok(!isMultiple(tick, NaN));
  assert.ok(isMultiple(tick, 0));
});

Deno.test("decimalText never has an exponent and reads back as the same double", () => {
  const value = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(fc.property(value, (value) => {
    const text = decimalText(value);
    assert.match(text, /^-?\d+(\.\d+)?$/);
    assert.equal(Number(text), value === 0 ? 0 : value);
  }));
  const cases: [number, string][] = [
    [1e-7, "0.0000001"],
    [-1.5e-9, "-0.0000000015"],
    [1e21, "1000000000000000000000"],
    [1.25e22, "12500000000000000000000"],
    [0.1, "0.1"],
    [-0, "0"],
    [5e-324, `0.${"0".repeat(323)}5`],
  ];
  for (const [value, text] of cases) assert.equal(decimalText(value), text);
});
