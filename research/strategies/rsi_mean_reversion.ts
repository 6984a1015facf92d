import { float, int, rsi, sma, spendable, strategy } from "../strategy_api.ts";

/**
 * Buys weakness within an up-trend: when the RSI falls below `oversold` while the close is above its
 * `trend` mean, it spends the whole budget; it sells once the RSI is above `recovered`.
 *
 * Suits indices and liquid majors, which tend to snap back. It fails when a dip is the start of a
 * fall: there is no stop, and the trend mean reacts late. Parameters: `window` of the RSI, `trend`
 * window in bars, `oversold` and `recovered` on the RSI's scale of 0 to 100.
 */
export default strategy("rsi_mean_reversion", {
  window: int(3, 2, 200),
  trend: int(200, 2, 2000),
  oversold: float(25, 0, 100),
  recovered: float(65, 0, 100),
}, (p, m) => {
  const strength = rsi(m.close, p.window);
  const trend = sma(m.close, p.trend);
  return {
    onBar() {
      if (m.position === 0) {
        if (strength.value < p.oversold && m.close.value > trend.value) {
          const quote = spendable(m);
          if (quote > 0) m.buy({ quote }, "oversold in an up-trend");
        }
      } else if (strength.value > p.recovered) m.exit("recovered");
    },
  };
});
