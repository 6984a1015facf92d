import { bollinger, rsi, strategy } from "../strategy_api.ts";

/** A bracket of a stop and a target on each entry: RSI below 35 under the lower band. */
export const bracketed = strategy("bracketed", {}, (_, m) => {
  const strength = rsi(m.close, 14);
  const bands = bollinger(m.close, 20, 2);
  return {
    onBar() {
      if (m.position !== 0 || m.openOrders > 0) return;
      const close = m.close.value;
      if (!(strength.value < 35 && close < bands.lower.value)) return;
      m.buy({
        quantity: m.roundQuantity(0.99 * m.budget / close),
        stopLoss: m.roundPriceDown(close * 0.995),
        takeProfit: m.roundPriceUp(close * 1.005),
      }, "oversold under the band");
    },
  };
});
