import { finiteOrNull } from "./finite_or_null.ts";
import type { Sample } from "./moments.ts";

/**
 * Profit factor of closed trades: Σ profits / |Σ losses|, both in currency and net of fees. Null
 * when no trade lost.
 */
export function profitFactor(profits: Sample): number | null {
  let won = 0;
  let lost = 0;
  for (let i = 0; i < profits.length; i++) {
    if (profits[i]! > 0) won += profits[i]!;
    else lost -= profits[i]!;
  }
  return finiteOrNull(won / lost);
}
