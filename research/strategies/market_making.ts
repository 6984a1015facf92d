import { bookStrategy, float, int } from "../strategy_api.ts";

/**
 * Makes a market: rests one quote to buy and one to sell around the microprice, and earns the spread
 * where both fill. Each `everyMs` a quote whose price has moved is cancelled and placed anew, post-only.
 * Both quotes lean against the position, so that what reduces it fills sooner; at `maxQuotes` quotes
 * of inventory the side that would add to it is left out.
 *
 * Suits a liquid perpetual with low or negative maker fees and a price that wanders. It fails where
 * the price goes one way: the quote that fills is the one that is about to be wrong, and inventory
 * grows with the loss; and wherever the spread that it earns is less than two maker fees. It runs on
 * the order book (`--book`). Parameters: `everyMs` between renewals, `halfSpreadBps` from the
 * microprice to each quote, `skewBps` by which a full inventory moves both, `quoteValue` of each quote
 * in quote currency, `maxQuotes` of inventory on either side.
 */
export default bookStrategy("market_making", {
  everyMs: int(100, 1, 60_000),
  halfSpreadBps: float(0.5, 0, 1_000),
  skewBps: float(0.5, 0, 1_000),
  quoteValue: float(500, 1, 1e9),
  maxQuotes: int(5, 1, 1_000),
}, (p, m) => {
  const quotes = m.remember({ bid: 0, bidPrice: 0, ask: 0, askPrice: 0 });
  const isOpen = (id: number) => id > 0 && ["requested", "working"].includes(m.status(id).state);
  return {
    everyMs: p.everyMs,
    onTimer() {
      const { microprice, bid, ask } = m.book;
      const size = m.roundQuantity(p.quoteValue / microprice);
      const inventory = size > 0 ? m.position / (size * p.maxQuotes) : 0;
      const fair = microprice * (1 - (inventory * p.skewBps) / 10_000);
      const away = (fair * p.halfSpreadBps) / 10_000;
      const bidPrice = inventory < 1 ? Math.min(m.roundPriceDown(fair - away), bid) : 0;
      const askPrice = inventory > -1 ? Math.max(m.roundPriceUp(fair + away), ask) : 0;
      const [hasBid, hasAsk] = [isOpen(quotes.bid), isOpen(quotes.ask)];
      const bidMoves = !hasBid || bidPrice !== quotes.bidPrice;
      const askMoves = !hasAsk || askPrice !== quotes.askPrice;
      if (hasBid && bidMoves) m.cancel(quotes.bid);
      if (hasAsk && askMoves) m.cancel(quotes.ask);
      if (bidMoves) {
        quotes.bidPrice = bidPrice;
        quotes.bid = bidPrice > 0
          ? m.buy({ quantity: size, limit: bidPrice, postOnly: true }, "bid")
          : 0;
      }
      if (askMoves) {
        quotes.askPrice = askPrice;
        quotes.ask = askPrice > 0
          ? m.sell({ quantity: size, limit: askPrice, postOnly: true }, "ask")
          : 0;
      }
    },
  };
});
