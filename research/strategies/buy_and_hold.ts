import { strategy } from "../strategy_api.ts";

/**
 * The benchmark: spends the whole budget at the open after the first bar and never sells.
 *
 * What any long-only strategy has to beat. It fails as its market does: the whole drawdown is yours.
 */
export default strategy("buy_and_hold", {}, (_, m) => ({
  onBar() {
    if (m.index === 0) m.buy({ quote: m.budget }, "first bar");
  },
}));
