import { affordable, float, int, strategy, tradable } from "../strategy_api.ts";

/** One purchase of the grid: a limit order to buy, and the order with the next id that sells it. */
interface Grid {
  readonly reference: number;
  readonly level: number;
  readonly buy: number;
}

/**
 * A grid under the price: `levels` limit orders to buy, the first `offset` per cent under a reference
 * and each next one as far under the one before. What a level buys is offered `sellOffset` per cent
 * above it; once sold, the level buys again. When the close has risen `reprice` per cent above the
 * reference, or has fallen through all levels, the orders to buy that are left are hung anew under the
 * close, which becomes the reference. At most `maxGrids` purchases are open or held at a time, each
 * with an equal part of the cash. A level that is refused is left out until the grid is hung anew.
 *
 * Suits markets that swing sideways; it earns small profits often and pays maker's fees. It fails in a
 * long fall: it buys all the way down, has no stop, and holds until the price comes back.
 * Parameters: `offset`, `sellOffset` and `reprice` in per cent, `levels`, `maxGrids`.
 */
export default strategy("grid", {
  offset: float(1, 0.01, 50),
  levels: int(5, 1, 200),
  sellOffset: float(1.5, 0.01, 200),
  reprice: float(2, 0.1, 200),
  maxGrids: int(20, 1, 1000),
}, (p, m) => {
  if (p.offset * p.levels >= 100) {
    throw new RangeError(`Cannot hang ${p.levels} levels ${p.offset} % apart; the last is below 0`);
  }
  const memory = m.remember({ reference: 0, grids: [] as Grid[] });
  const priceOf = (level: number) =>
    m.roundPriceDown(memory.reference * (1 - (level * p.offset) / 100));
  const isOpen = (id: number) => ["requested", "held", "working"].includes(m.status(id).state);
  const isRefused = (id: number) => ["refused", "rejected"].includes(m.status(id).state);
  const isHung = (grid: Grid) => grid.reference === memory.reference;

  function hangAnew(): void {
    for (const { buy } of memory.grids) if (isOpen(buy)) m.cancel(buy);
    memory.reference = m.close.value;
  }

  function hang(level: number): void {
    const price = priceOf(level);
    const { reference, grids } = memory;
    const active = grids.filter((grid) => isHung(grid) || !isOpen(grid.buy)).length;
    const isTaken = grids.some((grid) => isHung(grid) && grid.level === level);
    if (isTaken || active >= p.maxGrids || price >= m.close.value) return;
    const value = affordable(m, m.budget) / (p.maxGrids - active);
    const quantity = tradable(m, value / price, price);
    if (quantity === 0) return;
    const takeProfit = m.roundPriceUp(price * (1 + p.sellOffset / 100));
    const buy = m.buy({ quantity, limit: price, takeProfit }, `level ${level}`);
    grids.push({ reference, level, buy });
  }

  return {
    onBar() {
      memory.grids = memory.grids.filter((grid) =>
        isOpen(grid.buy) || isOpen(grid.buy + 1) || (isHung(grid) && isRefused(grid.buy))
      );
      const close = m.close.value;
      const isAbove = close >= memory.reference * (1 + p.reprice / 100);
      if (isAbove || close < priceOf(p.levels)) hangAnew();
      for (let level = 1; level <= p.levels; level++) hang(level);
    },
  };
});
