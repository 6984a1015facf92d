import type { BookMarket } from "../../../../research/engine/order_book/book_market.ts";
import { bookStrategy } from "../../../../research/engine/order_book/book_strategy.ts";
import type { Leg, OrderRequest } from "../../../../research/engine/order_request.ts";
import type { ParameterSchema } from "../../../../research/engine/parameters.ts";
import { Random } from "../../../../research/engine/random.ts";
import type { Strategy } from "../../../../research/engine/strategy.ts";

/** Orders that it remembers, to change and to cancel. */
const WATCHED = 8;

/** A strategy that asks for every kind of order, as a seed and all that it sees draw them. */
export function randomBookTrader(seed: number): Strategy<ParameterSchema> {
  return bookStrategy("random_book", {}, (_, m) => {
    const trader = new BookTrader(m, seed);
    return {
      everyMs: 7,
      onTimer: () => trader.decide(0.6),
      ...(seed % 3 > 0 ? { onTrade: () => trader.decide(0.15) } : {}),
      ...(seed % 5 > 2 ? { onBook: () => trader.decide(0.1) } : {}),
    };
  });
}

class BookTrader {
  readonly #m: BookMarket;
  readonly #random: Random;
  #ids: number[] = [];

  constructor(m: BookMarket, seed: number) {
    this.#m = m;
    this.#random = new Random(seed);
  }

  /** Decides with some chance; what it does depends on the least of what it sees. */
  decide(chance: number): void {
    const { book, lastTrade, position, cash, equity, openOrders, now } = this.#m;
    const states = this.#ids.map((id) => JSON.stringify(this.#m.status(id))).join();
    const levels = JSON.stringify([book.levels("bid", 3), book.levels("ask", 3)]);
    const seen = [
      levels,
      lastTrade.ts,
      lastTrade.quantity,
      position,
      cash,
      equity,
      openOrders,
      now,
    ];
    this.#random.state[0]! ^= digestOf(`${seen.join()} ${states}`);
    for (let most = 4; most > 0 && this.#next() < chance; most--) this.#act();
  }

  #act(): void {
    const m = this.#m;
    const buys = this.#next() < (m.isPerpetual || m.position > 0 ? 0.5 : 0.9);
    const place = (request: OrderRequest) =>
      this.#watch(buys ? m.buy(request, "drawn") : m.sell(request, "drawn"));
    const side = buys ? 1 : -1;
    const drawn = this.#next();
    if (drawn < 0.45) place(this.#request(side));
    else if (drawn < 0.6) place({ ...this.#request(side), ...this.#protection(side) });
    else if (drawn < 0.7) this.#watch(m.oco(buys ? "buy" : "sell", this.#legs(side), "one of two"));
    else if (drawn < 0.82) this.#change();
    else if (drawn < 0.95) this.#cancel();
    else this.#watch(m.exit("out"));
  }

  #request(side: number): OrderRequest {
    const quantity = 1 + Math.floor(6 * this.#next());
    const terms = {
      quantity,
      ...(this.#next() < 0.15 ? { reduceOnly: true } : {}),
      ...(this.#next() < 0.15 ? { expires: this.#m.now + 1 + Math.floor(60 * this.#next()) } : {}),
    };
    const timeInForce = this.#next() < 0.5 ? "IOC" as const : "FOK" as const;
    const better = this.#price(-side * this.#ticks());
    const worse = this.#price(side * this.#ticks());
    const byQuote = side > 0 || this.#m.isPerpetual;
    const requests: readonly OrderRequest[] = [
      terms,
      byQuote ? { quote: 1 + Math.floor(20_000 * this.#next()) } : terms,
      { ...terms, limit: better },
      { ...terms, limit: better, postOnly: true },
      { ...terms, limit: better },
      { ...terms, limit: worse },
      { quantity, limit: worse, timeInForce },
      { quantity, timeInForce },
      { ...terms, stop: worse },
      { ...terms, stop: worse, limit: this.#price(side * this.#ticks()) },
      { ...terms, target: better },
      { ...terms, trail: 1 + this.#ticks() },
    ];
    return requests[Math.floor(requests.length * this.#next())]!;
  }

  #protection(side: number): OrderRequest {
    const stopLoss = this.#price(-side * (1 + this.#ticks()));
    const takeProfit = this.#price(side * this.#ticks());
    const drawn = this.#next();
    if (drawn < 0.2) return { stopLoss };
    if (drawn < 0.4) return { takeProfit };
    return drawn < 0.8 ? { stopLoss, takeProfit } : { trailingStop: 1 + this.#ticks(), takeProfit };
  }

  #legs(side: number): readonly [Leg, Leg] {
    const quantity = 1 + Math.floor(5 * this.#next());
    const limit = { quantity, limit: this.#price(-side * this.#ticks()) };
    return this.#next() < 0.5
      ? [limit, { quantity, stop: this.#price(side * this.#ticks()) }]
      : [limit, { quantity, limit: this.#price(-side * this.#ticks()) }];
  }

  #change(): void {
    const id = this.#open();
    if (id === 0) return;
    const price = this.#price(6 - 2 * this.#ticks());
    const quantity = 1 + Math.floor(8 * this.#next());
    const drawn = this.#next();
    this.#m.change(
      id,
      drawn < 0.5 ? { quantity } : drawn < 0.8 ? { limit: price } : { stop: price },
    );
  }

  #cancel(): void {
    if (this.#next() < 0.2) return this.#m.cancelAll();
    const id = this.#open();
    if (id > 0) this.#m.cancel(id);
  }

  #open(): number {
    const open = this.#ids.filter((id) =>
      ["requested", "held", "working"].includes(this.#m.status(id).state)
    );
    return open[Math.floor(open.length * this.#next())] ?? 0;
  }

  #watch(id: number): void {
    if (id > 0) this.#ids = [...this.#ids, id].slice(-WATCHED);
  }

  #price(ticks: number): number {
    const { bid, ask } = this.#m.book;
    return this.#m.roundPriceDown((bid + ask) / 2 + ticks);
  }

  #ticks(): number {
    return Math.floor(5 * this.#next());
  }

  #next(): number {
    return this.#random.next();
  }
}

/** FNV-1a. */
function digestOf(text: string): number {
  let digest = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    digest = Math.imul(digest ^ text.charCodeAt(i), 0x01000193);
  }
  return digest;
}
