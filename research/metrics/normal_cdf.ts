/**
 * Φ(z), the probability that a standard normal variable is at most `z`, to about 1e-15 absolute and
 * with relative accuracy in the lower tail. Series and continued fraction: Abramowitz & Stegun
 * 26.2.11 and 26.2.14.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return NaN;
  if (z > 3) return 1 - lowerTail(-z);
  return z < -3 ? lowerTail(z) : 0.5 + density(z) * oddSeries(z);
}

function density(z: number): number {
  return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
}

/** z + z³/3 + z⁵/(3·5) + … */
function oddSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > Math.abs(sum) * Number.EPSILON; k += 2) {
    term *= z * z / k;
    sum += term;
  }
  return sum;
}

/** Φ(z) for z below −3, where 60 levels of the fraction are more than enough. */
function lowerTail(z: number): number {
  let fraction = -z;
  for (let k = 60; k > 0; k--) fraction = -z + k / fraction;
  return density(z) / fraction;
}
