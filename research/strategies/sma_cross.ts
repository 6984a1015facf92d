import { crossesAbove, crossesBelow, int, sma, strategy } from "../strategy_api.ts";

/**
 * Trend following: long while the fast mean is above the slow one. It spends the whole budget at the
 * open after the fast mean crosses above, and sells everything at the open after it crosses below.
 *
 * Suits markets with long trends. It fails in ranges, where each false cross pays fees and a worse
 * price. Parameters: `fast` and `slow`, windows in bars.
 */
export default strategy("sma_cross", { fast: int(10, 2, 1000), slow: int(30, 2, 1000) }, (p, m) => {
  const fast = sma(m.close, p.fast);
  const slow = sma(m.close, p.slow);
  return {
    onBar() {
      if (crossesAbove(fast, slow)) m.buy({ quote: m.budget }, "fast crossed above slow");
      else if (crossesBelow(fast, slow)) m.exit("fast crossed below slow");
    },
  };
});
