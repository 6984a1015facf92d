import { int, sma, strategy } from "tapeout";

/**
 * Goes long and short on a perpetual with a bracket around each entry, moves the stop as the price
 * moves, and now and then takes far more than its margin bears: for tests of a session with all that
 * a leveraged account can meet.
 */
export default strategy("levered_swing", {
  window: int(12, 2, 500),
  stopBps: int(150, 1, 1000),
  targetBps: int(400, 1, 5000),
}, (p, m) => {
  const mean = sma(m.close, p.window);
  let stop = 0;
  return {
    onBar() {
      const price = m.close.value;
      if (m.position === 0) {
        if (m.openOrders > 0) return m.cancelAll();
        if (!(mean.value > 0)) return;
        const reckless = m.index > 700 && m.index % 4 === 0;
        const quantity = m.roundQuantity((reckless ? 18 : 2) * m.equity / price);
        const away = (share: number) => m.roundPriceDown(price * (1 + share));
        const long = price > mean.value;
        const side = long ? 1 : -1;
        const bracket = reckless ? { takeProfit: away(0.2 * side) } : {
          stopLoss: away(-p.stopBps / 10_000 * side),
          takeProfit: away(p.targetBps / 10_000 * side),
        };
        const limit = long ? away(0.001) : away(-0.001);
        const entry = { quantity, limit, expires: m.ts.value + 3 * 4 * 3_600_000, ...bracket };
        const id = long ? m.buy(entry, "above the mean") : m.sell(entry, "below the mean");
        stop = reckless ? 0 : id + 1;
      } else if (m.index % 40 === 39) m.exit("time is up");
      else if (stop > 0 && m.status(stop).state === "working" && m.index % 3 === 0) {
        const side = Math.sign(m.position);
        m.change(stop, { stop: m.roundPriceDown(price * (1 - 0.012 * side)) });
      }
    },
  };
});
