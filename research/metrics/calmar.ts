import { finiteOrNull } from "./finite_or_null.ts";

/**
 * Calmar ratio: annual return / |max drawdown| (Young 1991; empyrical). Null when either is
 * undefined or equity never fell below a peak.
 */
export function calmar(annualReturn: number | null, maxDrawdown: number | null): number | null {
  if (annualReturn === null || maxDrawdown === null) return null;
  return finiteOrNull(annualReturn / Math.abs(maxDrawdown));
}
