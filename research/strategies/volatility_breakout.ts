import { affordable, float, strategy, tradable } from "../strategy_api.ts";

const DAY = 86_400_000;

/**
 * Larry Williams's break-out of a day: buys by a stop `k` of yesterday's range above the day's first
 * price and sells at the end of the day (UTC), whatever has become of it.
 *
 * Suits markets whose days run on in the direction that they begin with, on bars shorter than a day.
 * It fails on days that pierce the trigger and turn, and pays two fees for each day that it trades.
 * Parameter: `k`, a fraction of yesterday's high less its low.
 */
export default strategy("volatility_breakout", { k: float(0.6, 0.05, 5) }, (p, m) => {
  if (m.close.series.timeframeMs >= DAY) {
    throw new RangeError("Cannot see a day break out in bars of a day; take bars shorter than 1d");
  }
  const days = m.at("1d");
  const midnight = m.every("1d");
  const memory = m.remember({ trigger: 0 });
  return {
    onBar() {
      if (midnight.due) {
        m.cancelAll();
        m.exit("the day is over");
        const range = days.high.value - days.low.value;
        memory.trigger = range > 0 ? m.roundPriceUp(m.close.value + p.k * range) : 0;
      }
      const { trigger } = memory;
      if (trigger === 0 || m.position !== 0) return;
      const quantity = tradable(m, affordable(m, m.budget) / trigger, trigger);
      if (quantity > 0) m.buy({ quantity, stop: trigger }, "beyond the day's break-out");
      memory.trigger = 0;
    },
  };
});
