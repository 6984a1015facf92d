import type { Market } from "../engine/market.ts";
import { addToPosition, reducePosition, weightGap } from "./weight_gap.ts";

/** When a weight is left as it is, and what the orders say. */
export interface RebalanceTerms {
  /**
   * How far a weight may lie from its target, above or below, as a fraction of equity; 0.01 by
   * default. Beyond it the whole difference is traded, back to the target itself. A target of 0 has
   * no band: the position is closed.
   */
  readonly band?: number;
  /** The orders' reason. */
  readonly why?: string;
}

/**
 * Moves a position towards a part of the account's equity by market orders; call it at every close
 * for a position that follows its weight. Weights are measured at the last close; below 0 they are
 * short, on perpetuals alone. NaN, a weight that is not known yet, leaves the position as it is.
 *
 * No order is made within the band, while another order of the instrument is open, without a bar of
 * the instrument in this row, or below the smallest order. Buying is by quote amount, so the fee is
 * part of it, and ends where the free cash does. A change of side closes the position first; the
 * other side is opened by the call after that has filled.
 *
 * @returns whether all is done: nothing was asked for and nothing is open.
 * @throws RangeError for a weight below 0 of what cannot be sold short.
 */
export function targetWeight(m: Market, weight: number, terms: RebalanceTerms = {}): boolean {
  const { band = 0.01, why = "towards the target weight" } = terms;
  const { reduce, add } = weightGap(m, weight, band);
  if (m.openOrders > 0) return false;
  if (reduce > 0) reducePosition(m, reduce, why);
  return reduce === 0 && !(add !== 0 && addToPosition(m, add, why));
}
