/**
 * Whether an amount is above what it may be. Sums of doubles that should be equal differ in their
 * last digits, so a 1e-12 part above is none. The risk gate and the venue ask by this one function:
 * what the gate lets through at a price, the venue does not reject at that price.
 */
export function exceeds(amount: number, bound: number): boolean {
  return amount > bound * (1 + 1e-12);
}
