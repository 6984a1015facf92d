/**
 * Checks an indicator's window in bars.
 *
 * @throws RangeError where it is not a whole number of at least `least`.
 */
export function requireWindow(name: string, window: number, least = 1): void {
  if (Number.isInteger(window) && window >= least) return;
  throw new RangeError(
    `Cannot compute ${name} over ${window} bars; give a whole number from ${least}`,
  );
}

/**
 * Checks how wide a band is: a multiple of what measures the spread.
 *
 * @throws RangeError where it is not a number above 0.
 */
export function requireWidth(name: string, width: number): void {
  if (width > 0 && width < Infinity) return;
  throw new RangeError(`Cannot compute ${name} with a width of ${width}; give a number above 0`);
}
