/** The value, or null where it is NaN or infinite: how an undefined metric is told. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
