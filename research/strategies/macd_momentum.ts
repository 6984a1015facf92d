import {
  crossesAbove,
  crossesBelow,
  ema,
  int,
  macd,
  spendable,
  strategy,
} from "../strategy_api.ts";

/**
 * Momentum that turns up within an up-trend: spends the budget when the MACD crosses above its signal
 * while the close lies above its `trend` mean, and sells everything when it crosses back below.
 *
 * Suits markets that move in swings of some weeks' bars. It fails where swings are shorter than the
 * windows: it buys their tops, and on short bars the fees of its many trades eat what it earns.
 * Parameters: `fast`, `slow` and `signal` of the MACD and `trend`, windows in bars; `slow` is longer
 * than `fast`.
 */
export default strategy("macd_momentum", {
  fast: int(12, 1, 1000),
  slow: int(26, 2, 2000),
  signal: int(9, 1, 1000),
  trend: int(200, 1, 20_000),
}, (p, m) => {
  const { macd: line, signal } = macd(m.close, p);
  const trend = ema(m.close, p.trend);
  return {
    onBar() {
      if (m.position > 0) {
        if (crossesBelow(line, signal)) m.exit("momentum turned down");
      } else if (crossesAbove(line, signal) && m.close.value > trend.value && m.openOrders === 0) {
        const quote = spendable(m);
        if (quote > 0) m.buy({ quote }, "momentum turned up in an up-trend");
      }
    },
  };
});
