import {
  basket,
  type Leg,
  type Market,
  type OrderRequest,
  type ParameterSchema,
  portfolio,
  type Series,
  type Strategy,
  strategy,
} from "../../../../research/engine/mod.ts";
import { Random } from "../../../../research/engine/random.ts";
import { ema, highest, rsi, sma } from "../../../../research/indicators/mod.ts";
import { HOUR } from "../../fixtures.ts";
import type { World } from "./worlds.ts";

/** Orders whose fate a trader looks at before it decides. */
const WATCHED = 8;

/** Strategies that ask for every kind of order as a seed and all that they see draws them. */
export function randomStrategy(
  { seed, trades, signal }: Pick<World, "seed" | "trades" | "signal">,
): Strategy<ParameterSchema> {
  const each = (seed: number, name = "random_orders") =>
    strategy(name, {}, (_, m) => {
      const trader = new Trader(m, seed, signal);
      return { onBar: () => trader.decide() };
    });
  const all = (seed: number, name = "random_basket") =>
    basket(name, {}, (_, markets) => {
      const traders = markets.map((m) => new Trader(m, seed, signal));
      return { onBars: () => traders.forEach((trader) => trader.decide()) };
    });
  if (trades === "each") return each(seed);
  if (trades === "basket") return all(seed);
  return portfolio("random_portfolio", [
    { strategy: each(seed, "first"), weight: 0.3 },
    { strategy: all(seed + 1, "second"), weight: 0.7 },
  ]);
}

/** Trades one market; what it does depends on all that it can see, so the least difference shows. */
class Trader {
  readonly #m: Market;
  readonly #memory: { state: number; ids: number[] };
  readonly #random = new Random(0);
  readonly #lines: readonly { readonly value: number }[];
  readonly #higher: Series;
  readonly #daily: { readonly due: boolean };

  constructor(m: Market, seed: number, signal: boolean) {
    this.#m = m;
    this.#memory = m.remember({ state: seed + m.instrument, ids: [] as number[] });
    this.#higher = m.at("4h");
    this.#daily = m.every("1d", "07:00");
    this.#lines = [
      ema(sma(m.close, 5), 3),
      highest(m.high, 7),
      rsi(this.#higher.close, 3),
      highest(m.at("8h").low, 2),
      ...(signal ? [m.data("signal")] : []),
    ];
  }

  decide(): void {
    const random = this.#random;
    random.state[0] = digestOf([this.#memory.state, ...this.#seen()].join(" "));
    for (let most = 6; most > 0 && random.next() < 0.5; most--) this.#act();
    this.#memory.state = random.state[0]!;
  }

  #seen(): unknown[] {
    const m = this.#m;
    const { position, entryPrice, cash, equity, budget, freeCash, openOrders, hasBar, index } = m;
    const higher = this.#higher;
    return [
      ...[position, entryPrice, cash, equity, budget, freeCash, openOrders, hasBar, index],
      ...[m.close.value, m.volume.value, m.close.at(3), higher.index, higher.open.value],
      ...this.#lines.map(({ value }) => value),
      ...this.#memory.ids.map((id) => JSON.stringify(m.status(id))),
      this.#daily.due,
    ];
  }

  #act(): void {
    const m = this.#m;
    // Before its first bar an instrument has no price to draw others from.
    if (!(m.close.value > 0)) return;
    const buys = this.#next() < (m.isPerpetual || m.position > 0 ? 0.5 : 0.9);
    const side = buys ? 1 : -1;
    const place = (request: OrderRequest) => {
      this.#watch(buys ? m.buy(request, "drawn") : m.sell(request, "drawn"));
    };
    this.#pick<() => void>([
      [6, () => place(this.#request(side))],
      [4, () => place({ ...this.#request(side), ...this.#protection(side) })],
      [2, () => this.#oco(buys ? "buy" : "sell", side)],
      [3, () => this.#change()],
      [1, () => this.#cancel()],
      [1, () => this.#watch(m.exit("out"))],
    ])();
  }

  /** An order of any type and terms; `side` is 1 to buy. */
  #request(side: number): OrderRequest {
    const quantity = this.#quantity();
    const terms = {
      quantity,
      ...(this.#m.hasBar && this.#next() < 0.15 ? { expires: this.#closeTs + this.#hours() } : {}),
      ...(this.#next() < 0.15 ? { reduceOnly: true } : {}),
    };
    const reduces = this.#next() < 0.15 ? { reduceOnly: true } : {};
    const timeInForce = this.#pick<"IOC" | "FOK">([[1, "IOC"], [1, "FOK"]]);
    const better = this.#price(-side * this.#ticks());
    const worse = this.#price(side * this.#ticks());
    const sellsSpot = side < 0 && !this.#m.isPerpetual;
    return this.#pick<OrderRequest>([
      [2, terms],
      [2, sellsSpot ? terms : { ...reduces, quote: this.#quote(side) }],
      [3, { ...terms, limit: better }],
      [1, { ...terms, limit: better, postOnly: true }],
      [1, { ...terms, limit: worse, postOnly: true }],
      [1, { quantity, ...reduces, limit: this.#pick([[1, better], [2, worse]]), timeInForce }],
      [1, { quantity, ...reduces, timeInForce }],
      [2, { ...terms, stop: worse }],
      [2, { ...terms, stop: worse, limit: this.#price(side * this.#ticks()) }],
      [1, { ...terms, target: better }],
      [1, { ...terms, trail: this.#distance() }],
      [1, { ...terms, trailPercent: Math.ceil(6 * this.#next()) / 2 }],
      [0.3, { ...terms, limit: better + 0.003 }],
      [0.3, { ...terms, quantity: quantity + 0.0003 }],
    ]);
  }

  #protection(side: number): OrderRequest {
    const stopLoss = this.#price(-side * this.#ticks());
    const takeProfit = this.#price(side * this.#ticks());
    const trailingStop = this.#distance();
    return this.#pick<OrderRequest>([
      [1, { stopLoss }],
      [1, { takeProfit }],
      [3, { stopLoss, takeProfit }],
      [1, { trailingStop }],
      [1, { trailingStop, takeProfit }],
    ]);
  }

  #oco(side: "buy" | "sell", sign: number): void {
    const quantity = this.#quantity();
    const limit: Leg = { quantity, limit: this.#price(-sign * this.#ticks()) };
    const stop: Leg = { quantity: this.#quantity(), stop: this.#price(sign * this.#ticks()) };
    const other: Leg = { quantity, limit: this.#price(-sign * this.#ticks()), reduceOnly: true };
    const legs = this.#pick<readonly [Leg, Leg]>([[3, [limit, stop]], [1, [other, limit]]]);
    const first = this.#m.oco(side, legs, "one of two");
    this.#watch(first);
    this.#watch(first + 1);
  }

  #change(): void {
    const id = this.#open();
    if (id === 0) return;
    const price = this.#price(2 * this.#ticks() - 6);
    this.#m.change(
      id,
      this.#pick([
        [2, { quantity: this.#quantity() }],
        [1, { limit: price }],
        [1, { stop: price }],
        [1, { quantity: this.#quantity(), stop: price, limit: price }],
      ]),
    );
  }

  #cancel(): void {
    if (this.#next() < 0.3) return this.#m.cancelAll();
    const id = this.#open();
    if (id > 0) this.#m.cancel(id);
  }

  /** An order that may still be filled, or 0. */
  #open(): number {
    const open = this.#memory.ids.filter((id) =>
      ["requested", "held", "working"].includes(this.#m.status(id).state)
    );
    return open[Math.floor(open.length * this.#next())] ?? 0;
  }

  #watch(id: number): void {
    if (id > 0) this.#memory.ids = [...this.#memory.ids, id].slice(-WATCHED);
  }

  get #closeTs(): number {
    return this.#m.ts.value + HOUR;
  }

  #hours(): number {
    return Math.ceil(5 * this.#next()) * HOUR - (this.#next() < 0.5 ? 1 : 0);
  }

  #next(): number {
    return this.#random.next();
  }

  #ticks(): number {
    return Math.floor(8 * this.#next());
  }

  /** A price some ticks from the close. */
  #price(ticks: number): number {
    const m = this.#m;
    const tick = m.roundPriceUp(1e-9);
    return m.roundPriceDown(Math.max(tick, m.close.value + ticks * tick + tick / 4));
  }

  #distance(): number {
    return this.#m.roundPriceUp(1e-9) * (1 + this.#ticks());
  }

  #quote(side: number): number {
    return side > 0 && this.#next() < 0.5
      ? this.#m.budget
      : Math.round(Math.max(0, this.#m.equity) * this.#next());
  }

  /** Often a part or the whole of the position, now and then far too much, or nothing. */
  #quantity(): number {
    const m = this.#m;
    const held = Math.abs(m.position);
    if (held > 0 && this.#next() < 0.5) return m.roundQuantity(held * (1 - this.#next() ** 3));
    const times = this.#next() < 0.1 ? 50 : m.isPerpetual ? 4 : 1;
    return m.roundQuantity(Math.max(0, m.equity * times * this.#next() ** 3 / m.close.value));
  }

  /** One of several, by weight. */
  #pick<T>(weighted: readonly (readonly [weight: number, T])[]): T {
    let left = this.#next() * weighted.reduce((sum, [weight]) => sum + weight, 0);
    return weighted.find(([weight]) => (left -= weight) < 0)?.[1] ?? weighted[0]![1];
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
