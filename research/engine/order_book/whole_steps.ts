import type { Step } from "../step.ts";

/** How far from a whole step, in steps, a recorded decimal may lie. */
const SLACK = 1e-6;

/**
 * How many steps a recorded value is: a price in ticks, a quantity in lots.
 *
 * @throws RangeError where it is not a whole number of them.
 */
export function wholeSteps(value: number, step: Step, what: string, row: number): number {
  const exact = (value * step.scale) / step.units;
  const steps = Math.round(exact);
  if (Math.abs(exact - steps) <= SLACK) return steps;
  throw new RangeError(
    `Cannot read ${what} ${value} in row ${row}: it is not a multiple of ${step.text}; ` +
      `give the instrument's step of that time`,
  );
}
