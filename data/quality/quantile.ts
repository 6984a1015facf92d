/** The q-quantile of the numbers among values, or NaN where there are none. NaN are left out. */
export function quantile(values: Float64Array | readonly number[], q: number): number {
  const sorted = Float64Array.from(values).filter((value) => !Number.isNaN(value)).sort();
  return sorted.length === 0 ? NaN : sorted[Math.floor(q * (sorted.length - 1))]!;
}
