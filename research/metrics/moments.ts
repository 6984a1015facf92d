/** A list of numbers, such as returns or profits. */
export type Sample = ArrayLike<number>;

/** Arithmetic mean; NaN for an empty sample. */
export function mean(sample: Sample): number {
  let sum = 0;
  for (let i = 0; i < sample.length; i++) sum += sample[i]!;
  return sum / sample.length;
}

/** Standard deviation with n − 1 in the denominator; NaN for fewer than two values. */
export function standardDeviation(sample: Sample): number {
  return sample.length < 2 ? NaN : Math.sqrt(centralSum(sample, 2) / (sample.length - 1));
}

/** Third standardised moment, γ₃ = m₃ / m₂^1.5, with n in the denominators. */
export function skewness(sample: Sample): number {
  const n = sample.length;
  return centralSum(sample, 3) / n / (centralSum(sample, 2) / n) ** 1.5;
}

/** Fourth standardised moment, γ₄ = m₄ / m₂², with n in the denominators: 3 for a normal sample. */
export function kurtosis(sample: Sample): number {
  const n = sample.length;
  return centralSum(sample, 4) / n / (centralSum(sample, 2) / n) ** 2;
}

/** Σ (xᵢ − mean)^power. */
function centralSum(sample: Sample, power: 2 | 3 | 4): number {
  const centre = mean(sample);
  let sum = 0;
  for (let i = 0; i < sample.length; i++) {
    const distance = sample[i]! - centre;
    sum += power === 2
      ? distance * distance
      : distance * distance * (power === 3 ? distance : distance * distance);
  }
  return sum;
}
