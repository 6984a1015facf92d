import { float, int, spendable, strategy } from "../strategy_api.ts";

const DAY = 86_400_000;

/**
 * Buys for the same amount again and again, whatever the price, and never sells.
 *
 * Suits savings in what one wants to own in the end: nobody has to find the right day. It fails as
 * its market does, and in a rising one it does worse than buying everything at once.
 * Parameters: `amount` of each purchase in quote currency, fee included; `days` between two
 * purchases, counted from the first bar. What is too little for the smallest order, or was not filled,
 * is saved up for the next purchase; it ends when the cash is spent.
 */
export default strategy("dca", {
  amount: float(500, 0.01, 1e9),
  days: int(7, 1, 3650),
}, (p, m) => {
  const memory = m.remember({ first: 0, turns: 0, saved: 0, last: 0 });
  return {
    onBar() {
      if (m.index === 0) memory.first = m.ts.value;
      const turn = 1 + Math.floor((m.ts.value - memory.first) / (p.days * DAY));
      if (turn <= memory.turns || m.openOrders > 0) return;
      if (memory.last > 0 && m.status(memory.last).state === "filled") memory.saved = 0;
      memory.saved += (turn - memory.turns) * p.amount;
      memory.turns = turn;
      const quote = spendable(m, Math.min(memory.saved, m.freeCash));
      memory.last = quote > 0 ? m.buy({ quote }, "the day to buy") : 0;
    },
  };
});
