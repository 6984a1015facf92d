import {
  atr,
  bollinger,
  crossesBelow,
  float,
  int,
  roc,
  spendable,
  strategy,
} from "../strategy_api.ts";

/**
 * Buys the lower edge of a range: when the close falls through the lower Bollinger band while the
 * middle has moved less than `flat` per cent over one window. It sells at the middle, and by a stop
 * `stopAtr` average true ranges under the close that it was bought on.
 *
 * Suits markets that go sideways, such as pairs of kindred coins. It fails when the fall through the
 * band is the end of the range: it then loses the distance to the stop, more on a gap through it.
 * Parameters: `window` of bands, drift and ATR in bars, `width` of the bands in deviations, `flat` in
 * per cent, `stopAtr` in ATRs.
 */
export default strategy("bollinger_range", {
  window: int(48, 2, 5000),
  width: float(2, 0.1, 10),
  flat: float(1, 0, 100),
  stopAtr: float(3, 0.1, 50),
}, (p, m) => {
  const { middle, lower } = bollinger(m.close, p.window, p.width);
  const drift = roc(middle, p.window);
  const range = atr(m, p.window);
  return {
    onBar() {
      if (m.position > 0) {
        if (m.close.value >= middle.value) m.exit("back at the middle");
        return;
      }
      if (!(Math.abs(drift.value) < p.flat) || !crossesBelow(m.close, lower)) return;
      const stopLoss = m.roundPriceDown(m.close.value - p.stopAtr * range.value);
      const quote = m.openOrders === 0 && stopLoss > 0 ? spendable(m) : 0;
      if (quote > 0) m.buy({ quote, stopLoss }, "through the lower band of a range");
    },
  };
});
