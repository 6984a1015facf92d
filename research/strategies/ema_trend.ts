import { ema, float, int, spendable, strategy } from "../strategy_api.ts";

/**
 * Trend following with a threshold: spends the budget once the fast exponential mean lies `gap` per
 * cent above the slow one, and sells everything once it has fallen below it.
 *
 * Suits markets with long trends, such as BTC over months. It fails in ranges, though the gap spares it
 * the smallest of the false crosses, and it gives back part of every trend before it leaves.
 * Parameters: `fast` and `slow`, windows in bars; `gap` in per cent of the slow mean.
 */
export default strategy("ema_trend", {
  fast: int(50, 2, 5000),
  slow: int(200, 2, 20_000),
  gap: float(0.5, 0, 50),
}, (p, m) => {
  const fast = ema(m.close, p.fast);
  const slow = ema(m.close, p.slow);
  return {
    onBar() {
      const lead = 100 * (fast.value / slow.value - 1);
      if (m.position > 0) {
        if (lead < 0) m.exit("fast mean below slow");
      } else if (lead > p.gap && m.openOrders === 0) {
        const quote = spendable(m);
        if (quote > 0) m.buy({ quote }, "fast mean well above slow");
      }
    },
  };
});
