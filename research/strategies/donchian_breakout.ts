import { atr, float, highest, int, lowest, spendable, strategy } from "../strategy_api.ts";

/**
 * The turtles' breakout: buys when the close exceeds the highest high of the `entry` bars before it,
 * protects the position with a stop `stopAtr` average true ranges under the entry, and sells when
 * the close falls below the lowest low of the `exit` bars before it.
 *
 * Suits markets that trend for months. It fails in ranges: many small losses, one after another.
 * Parameters: `entry`, `exit` and `window` (of the ATR) in bars, `stopAtr` in ATRs.
 */
export default strategy("donchian_breakout", {
  entry: int(20, 2, 1000),
  exit: int(10, 2, 1000),
  window: int(20, 1, 200),
  stopAtr: float(2, 0.1, 20),
}, (p, m) => {
  const top = highest(m.high, p.entry);
  const bottom = lowest(m.low, p.exit);
  const range = atr(m, p.window);
  return {
    onBar() {
      if (m.position === 0) {
        if (m.close.value > top.previous && range.value > 0) {
          const quote = spendable(m);
          if (quote > 0) m.buy({ quote }, "close above the channel");
        }
      } else if (m.close.value < bottom.previous) {
        m.cancelAll();
        m.exit("close below the channel");
      } else if (m.openOrders === 0) {
        const stop = m.roundPriceDown(m.entryPrice - p.stopAtr * range.value);
        if (stop > 0) m.sell({ quantity: m.position, stop }, "protective stop");
      }
    },
  };
});
