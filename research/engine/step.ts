/**
 * A tick or lot size as an exact decimal: `units` / `scale`, both integers, so "0.05" is 5 / 100.
 * A whole number of steps times `units` is an exact integer, and one division by a power of ten
 * rounds once: the double nearest to the decimal that the venue means.
 */
export interface Step {
  readonly units: number;
  readonly scale: number;
  readonly text: string;
}

/** How far, relatively, a few roundings of doubles carry a count of steps from a whole one. */
const FEW_ULPS = 4 * Number.EPSILON;

/**
 * Reads a step such as "0.01" or "1".
 *
 * @throws RangeError where the text is not a positive decimal.
 */
export function parseStep(text: string): Step {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  const fraction = match?.[2]?.replace(/0+$/, "") ?? "";
  const units = Number((match?.[1] ?? "") + fraction);
  if (!match || !(units > 0) || !Number.isSafeInteger(units)) {
    throw new RangeError(`Cannot use "${text}" as a tick or lot size; give a decimal such as 0.01`);
  }
  return { units, scale: 10 ** fraction.length, text };
}

/** The value of a whole number of steps. */
export function stepValue(step: Step, count: number): number {
  return (count * step.units) / step.scale;
}

/**
 * How many whole steps fit into a value. A value below a step by no more than a few roundings of
 * doubles counts as that step: 0.29 is 29 steps of 0.01, though 0.29 · 100 is 28.999999999999996.
 */
export function stepsDown(step: Step, value: number): number {
  const exact = (value * step.scale) / step.units;
  const nearest = Math.round(exact);
  return Math.abs(nearest - exact) <= FEW_ULPS * Math.abs(exact) ? nearest : Math.floor(exact);
}

/** The fewest whole steps that reach a value; the mirror of {@linkcode stepsDown}. */
export function stepsUp(step: Step, value: number): number {
  return -stepsDown(step, -value);
}

/** Whether a value is the very double of a whole number of steps. */
export function isMultiple(step: Step, value: number): boolean {
  return stepValue(step, Math.round((value * step.scale) / step.units)) === value;
}

/** The shortest decimal text that reads back as this double, never in exponent form. */
export function decimalText(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const digits = match[2]! + (match[3] ?? "");
  const point = 1 + Number(match[4]);
  if (point <= 0) return `${match[1]}0.${"0".repeat(-point)}${digits}`;
  return match[1] + digits.padEnd(point, "0");
}
