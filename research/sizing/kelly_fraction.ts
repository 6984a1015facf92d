/** What is known of a bet with two outcomes. */
export interface Bet {
  /** Part of the trades that win, 0 to 1. */
  readonly winRate: number;
  /** Average win over average loss, both above 0. */
  readonly payoff: number;
}

/**
 * Kelly's fraction of equity for a bet that is won or lost: winRate − (1 − winRate) / payoff, no less
 * than 0 and no more than `cap`. The formula takes its inputs for the truth; they are estimates, so a
 * cap of a half or a quarter of it is what most can bear.
 *
 * @throws RangeError for a win rate that is not from 0 to 1, a payoff that is not above 0, or a cap
 * below 0.
 */
export function kellyFraction({ winRate, payoff }: Bet, cap: number): number {
  if (!(winRate >= 0 && winRate <= 1) || !(payoff > 0) || !(cap >= 0)) {
    throw new RangeError(
      `Cannot bet on a win rate of ${winRate} and a payoff of ${payoff} up to ${cap}; ` +
        "give 0 to 1, above 0, and 0 or more",
    );
  }
  return Math.min(cap, Math.max(0, winRate - (1 - winRate) / payoff));
}
