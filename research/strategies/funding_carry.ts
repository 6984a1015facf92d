import { basket, float, int, type Market, sma, tradable } from "../strategy_api.ts";

/** Part of the free cash that an enlargement may take up. */
const USABLE = 0.98;

/**
 * Cash and carry: buys an asset and sells its perpetual short in the same quantity, so that the price
 * no longer matters and the funding that longs pay is left. It goes in once the mean funding of the
 * last `window` bars exceeds `enter` per cent a year and comes out below `exit`.
 *
 * Needs one spot and one perpetual market of an asset in one account. Each leg is worth
 * share · equity / (1 + 1 / leverage); as the price moves, both are cut or enlarged alike once they are
 * off by `band`, so that the margin lasts. Suits euphoric markets. It fails when funding turns before
 * the four fees are earned, and in a leap of the price that takes the perpetual's margin before the
 * next close: the higher the leverage, the smaller that leap. A leg that is left alone, by a refusal
 * or a liquidation, is closed, and it stays out until funding has been below `exit`.
 * Parameters: `enter` and `exit` in per cent a year, `window` in bars, `settlements` of funding a day,
 * `share` of equity in use, `band` as a fraction of a leg.
 */
export default basket("funding_carry", {
  enter: float(15, -100, 1000),
  exit: float(3, -1000, 1000),
  window: int(72, 1, 20_000),
  settlements: int(3, 1, 24),
  share: float(0.9, 0.01, 0.95),
  band: float(0.1, 0, 1),
}, (p, markets) => {
  const { spot, perpetual } = legsOf(markets);
  const funding = sma(perpetual.data("funding_rates"), p.window);
  const memory = spot.remember({ isCarrying: false, isBarred: false });

  /** Closes what one leg has beyond the other; returns whether they differed. */
  function evenOut(): boolean {
    const uneven = spot.position + perpetual.position;
    if (uneven === 0) return false;
    const longer = tradable(spot, uneven);
    const shorter = tradable(perpetual, -uneven);
    if (longer > 0) spot.sell({ quantity: longer }, "without its perpetual");
    if (shorter > 0) perpetual.buy({ quantity: shorter }, "without its spot");
    return longer > 0 || shorter > 0;
  }

  function resize(): void {
    const price = spot.close.value;
    const aim = p.share * spot.equity / (1 + 1 / perpetual.leverage);
    const missing = aim - spot.position * price;
    if (spot.position > 0 && Math.abs(missing) <= p.band * aim) return;
    const cost = 1 + spot.takerFee + 1 / perpetual.leverage + perpetual.takerFee;
    const value = Math.min(missing, USABLE * spot.freeCash / cost);
    const quantity = tradable(perpetual, tradable(spot, Math.abs(value) / price));
    if (quantity === 0) return;
    if (missing > 0) {
      spot.buy({ quantity }, "funding is high");
      perpetual.sell({ quantity }, "funding is high");
    } else {
      spot.sell({ quantity }, "the legs have grown");
      perpetual.buy({ quantity }, "the legs have grown");
    }
  }

  return {
    onBars() {
      if (!spot.hasBar || !perpetual.hasBar || spot.openOrders + perpetual.openOrders > 0) return;
      const yearly = 100 * 365 * p.settlements * funding.value;
      if (yearly < p.exit) memory.isCarrying = memory.isBarred = false;
      else if (yearly > p.enter && !memory.isBarred) memory.isCarrying = true;
      if (evenOut()) {
        memory.isBarred = true;
        memory.isCarrying = false;
      } else if (memory.isCarrying) resize();
      else if (spot.position > 0) {
        spot.exit("funding is low");
        perpetual.exit("funding is low");
      }
    },
  };
});

function legsOf(markets: readonly Market[]): { spot: Market; perpetual: Market } {
  const spot = markets.find((m) => !m.isPerpetual);
  const perpetual = markets.find((m) => m.isPerpetual);
  const isPair = spot && perpetual && markets.length === 2 &&
    perpetual.symbol.split(":")[0] === spot.symbol;
  if (isPair) return { spot, perpetual };
  throw new RangeError(
    `Cannot carry ${markets.map(({ symbol }) => symbol).join(" and ")}; name one spot and one ` +
      "perpetual market of an asset, such as BTC/USDT and BTC/USDT:USDT",
  );
}
