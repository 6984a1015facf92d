/**
 * Where a run of values changes its level most clearly: the index of the first value of the new
 * level, by the largest excursion of the cumulative sum around the mean. NaN count as the mean.
 */
export function changePoint(values: Float64Array | readonly number[]): number {
  let sum = 0, count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  const mean = sum / count;
  let excursion = 0, largest = -1, at = 0;
  for (let i = 0; i < values.length - 1; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) excursion += value - mean;
    if (Math.abs(excursion) > largest) {
      largest = Math.abs(excursion);
      at = i + 1;
    }
  }
  return at;
}
