import { int, spendable, strategy } from "../strategy_api.ts";

const HOUR = 3_600_000;

/**
 * Holds over certain hours of the day: spends the budget at `enter` o'clock UTC and sells at `leave`
 * o'clock, each day.
 *
 * Suits markets with a habit at a time of day; BTC has been said to rise late in the American day.
 * It fails as soon as the habit is smaller than two fees and the slippage, which most are.
 * Parameters: `enter` and `leave`, hours of the day in UTC; they differ. Bars of an hour or less.
 */
export default strategy("time_of_day", {
  enter: int(21, 0, 23),
  leave: int(23, 0, 23),
}, (p, m) => {
  if (p.enter === p.leave) {
    throw new RangeError(`Cannot enter and leave at ${p.enter} o'clock; give two hours`);
  }
  if (m.close.series.timeframeMs > HOUR) {
    throw new RangeError("Cannot tell the hours of longer bars apart; take bars of 1h or less");
  }
  const [enter, leave] = [p.enter, p.leave].map((hour) =>
    m.every("1d", `${String(hour).padStart(2, "0")}:00`)
  );
  return {
    onBar() {
      if (leave!.due) m.exit("time to leave");
      else if (enter!.due && m.position === 0 && m.openOrders === 0) {
        const quote = spendable(m);
        if (quote > 0) m.buy({ quote }, "time to enter");
      }
    },
  };
});
