import type { Market } from "../engine/market.ts";
import { percentOfEquity } from "./percent_of_equity.ts";
import { type VolatilityAim, volatilityWeight } from "./volatility_weight.ts";

/**
 * Units to hold so that the position swings as much a year as is aimed for: the
 * {@linkcode volatilityWeight} of the equity at the last close. No more than the free cash affords;
 * 0 while the volatility is not known and where it is less than the smallest order. For a position
 * that follows the volatility give the weight to `targetWeight`.
 */
export function volatilityTarget(m: Market, aim: VolatilityAim): number {
  return percentOfEquity(m, volatilityWeight(aim));
}
