import type { Market } from "../engine/market.ts";
import type { RebalanceTerms } from "./target_weight.ts";
import { addToPosition, reducePosition, weightGap } from "./weight_gap.ts";

/**
 * Moves the positions of several instruments towards their parts of the account's equity, each as
 * `targetWeight` does. What is to shrink is sold first, and nothing is bought before that has filled,
 * at the next close, with the cash that is there then: a move takes two bars, and between them the
 * prices drift. Where the cash does not reach for all that is to grow, each gets the same part of
 * what it lacks. An instrument without a bar in this row is left out until it has one.
 *
 * Call it at every close to hold the weights within their bands. To rebalance by the calendar, call it
 * from the due time on until it returns true.
 *
 * @param weights one a market: parts of equity, in all no more than 1 of what is paid in full; below
 * 0 short, on perpetuals alone; NaN leaves a position as it is.
 * @returns whether all is done: nothing was asked for and nothing is open.
 * @throws RangeError for weights that cannot be held.
 */
export function targetPortfolio(
  markets: readonly Market[],
  weights: readonly number[],
  terms: RebalanceTerms = {},
): boolean {
  requireHoldable(markets, weights);
  const { band = 0.01, why = "towards the target weights" } = terms;
  if (markets.some((m) => m.hasBar && m.openOrders > 0)) return false;
  const gaps = markets.map((m, i) => weightGap(m, weights[i]!, band));
  if (gaps.some(({ reduce }) => reduce > 0)) {
    gaps.forEach(({ reduce }, i) => reduce > 0 && reducePosition(markets[i]!, reduce, why));
    return false;
  }
  const needed = gaps.reduce((sum, { add }, i) => sum + Math.abs(add) / markets[i]!.leverage, 0);
  const scale = Math.min(1, (markets[0]?.freeCash ?? 0) / needed);
  let done = true;
  gaps.forEach(({ add }, i) => {
    if (add !== 0 && addToPosition(markets[i]!, scale * add, why)) done = false;
  });
  return done;
}

function requireHoldable(markets: readonly Market[], weights: readonly number[]): void {
  if (weights.length !== markets.length) {
    throw new RangeError(
      `Cannot hold ${markets.length} instruments at ${weights.length} weights; give one each`,
    );
  }
  const total = markets.reduce((sum, m, i) => sum + (m.isPerpetual ? 0 : weights[i]! || 0), 0);
  if (total > 1 + 1e-9) {
    throw new RangeError(`Cannot hold weights of ${total} in all; give at most 1`);
  }
}
