/** More decimals than any venue writes; sums of doubles have as many. */
const MOST = 9;
const powers = Array.from({ length: MOST + 1 }, (_, places) => 10 ** places);

/** How many decimals a number is written with, 9 at most: 2 for 0.25, 0 for 1000. */
export function decimals(value: number): number {
  for (let places = 0; places < MOST; places++) {
    const scaled = value * powers[places]!;
    if (Math.abs(scaled - Math.round(scaled)) <= 1e-6 + Math.abs(scaled) * 1e-13) return places;
  }
  return MOST;
}
