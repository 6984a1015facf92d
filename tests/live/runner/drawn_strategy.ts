import {
  type Market,
  type OrderRequest,
  type ParameterSchema,
  type Strategy,
  strategy,
} from "../../../research/engine/mod.ts";
import { HOUR } from "../../research/fixtures.ts";
import { randomOf } from "./session_fixtures.ts";

/** Orders whose fate a drawn strategy looks at before it decides. */
const WATCHED = 8;

/**
 * A strategy that asks for orders of every kind as a seed draws them. What it draws depends on all
 * that it can see, down to the reasons that orders ended with, so that the least difference between
 * two runs of it shows in its decisions.
 */
export function drawn(
  seed: number,
  { data = false }: { readonly data?: boolean } = {},
): Strategy<ParameterSchema> {
  return strategy("drawn", {}, (_, m) => {
    const draw = new Draw(m, seed);
    const mood = data ? m.data("mood") : null;
    return { onBar: () => draw.decide(mood?.value ?? 0) };
  });
}

class Draw {
  readonly #m: Market;
  #ids: number[] = [];
  #digest: number;
  #random: () => number = () => 0;

  constructor(m: Market, seed: number) {
    this.#m = m;
    this.#digest = seed;
  }

  /** @param mood a value of other data beside the bars. */
  decide(mood: number): void {
    this.#digest = digestOf([this.#digest, mood, ...this.#seen()].join(" "));
    this.#random = randomOf(this.#digest);
    while (this.#random() < 0.45) this.#act();
  }

  #seen(): unknown[] {
    const m = this.#m;
    return [m.position, m.entryPrice, m.cash, m.equity, m.budget, m.openOrders]
      .concat(this.#ids.map((id) => JSON.stringify(m.status(id))) as never[]);
  }

  #act(): void {
    const m = this.#m;
    const side = this.#random() < 0.5 ? "buy" : "sell";
    const acts = [
      () => this.#keep(side === "buy" ? m.buy(this.#entry(1), "") : m.sell(this.#entry(-1), "")),
      () => this.#keep(side === "buy" ? m.buy(this.#plain(1), "") : m.sell(this.#plain(-1), "")),
      () => this.#oco(side),
      () => this.#change(),
      () => this.#cancel(),
      () => this.#keep(m.exit("out")),
    ];
    const weights = [0.34, 0.68, 0.76, 0.88, 0.95, 1];
    const at = this.#random();
    acts[weights.findIndex((weight) => at < weight)]!();
  }

  /** An entry with what protects it. */
  #entry(side: number): OrderRequest {
    const stop = this.#price(-side * this.#share());
    const protection = [
      { stopLoss: stop },
      { takeProfit: this.#price(side * this.#share()) },
      { stopLoss: stop, takeProfit: this.#price(side * this.#share()) },
      { trailingStop: this.#distance(), takeProfit: this.#price(side * this.#share()) },
      { trailingStop: this.#distance() },
    ][Math.floor(5 * this.#random())]!;
    return { ...this.#plain(side), ...protection };
  }

  #plain(side: number): OrderRequest {
    const quantity = this.#quantity();
    const expires = this.#random() < 0.15 ? { expires: this.#closeTs + this.#hours() } : {};
    const reduces = this.#random() < 0.15 ? { reduceOnly: true } : {};
    const terms = { quantity, ...expires, ...reduces };
    const near = this.#price(-side * this.#share());
    const away = this.#price(side * this.#share());
    const atOnce = (["IOC", "FOK"] as const)[Math.floor(2 * this.#random())]!;
    const forms: (() => OrderRequest)[] = [
      () => terms,
      () => ({ ...reduces, quote: this.#quote(side), ...(side < 0 ? {} : expires) }),
      () => ({ ...terms, limit: near }),
      () => ({ ...terms, limit: near, postOnly: true }),
      () => ({ ...terms, limit: this.#price(side * this.#share() / 4), postOnly: true }),
      () => ({ quantity, ...reduces, limit: away, timeInForce: atOnce }),
      () => ({ quantity, ...reduces, timeInForce: atOnce }),
      () => ({ ...terms, stop: away }),
      () => ({ ...terms, stop: away, limit: this.#price(side * this.#share()) }),
      () => ({ ...terms, target: near }),
      () => ({ ...terms, trail: this.#distance() }),
      () => ({ ...terms, trailPercent: Math.ceil(8 * this.#random()) / 2 }),
      () => ({ ...terms, limit: near + 0.001 }),
    ];
    const form = forms[Math.floor(forms.length * this.#random())]!();
    // A spot market sells by quantity only.
    return side < 0 && form.quote !== undefined && !this.#canBeShort ? terms : form;
  }

  #oco(side: "buy" | "sell"): void {
    const sign = side === "buy" ? 1 : -1;
    const quantity = this.#quantity();
    const first = this.#m.oco(side, [
      { quantity, limit: this.#price(-sign * this.#share()) },
      { quantity, stop: this.#price(sign * this.#share()) },
    ], "one of two");
    this.#keep(first);
    this.#keep(first + 1);
  }

  #change(): void {
    const m = this.#m;
    const open = this.#ids.filter((id) =>
      ["requested", "held", "working"].includes(m.status(id).state)
    );
    if (open.length === 0) return;
    const id = open[Math.floor(open.length * this.#random())]!;
    const price = this.#price(2 * (this.#random() - 0.5) * this.#share());
    m.change(
      id,
      [
        { quantity: this.#quantity() },
        { limit: price },
        { stop: price },
        { quantity: this.#quantity(), stop: price },
      ][Math.floor(4 * this.#random())]!,
    );
  }

  #cancel(): void {
    const m = this.#m;
    if (this.#random() < 0.2) return m.cancelAll();
    const id = this.#ids.find((each) =>
      ["requested", "held", "working"].includes(m.status(each).state)
    );
    if (id !== undefined) m.cancel(id);
  }

  #keep(id: number): void {
    if (id > 0) this.#ids = [...this.#ids, id].slice(-WATCHED);
  }

  get #closeTs(): number {
    return this.#m.ts.value + HOUR;
  }

  #hours(): number {
    return Math.ceil(5 * this.#random()) * HOUR - (this.#random() < 0.5 ? 1 : 0);
  }

  /** Up to 3 percent. */
  #share(): number {
    return 0.03 * this.#random() ** 2;
  }

  #distance(): number {
    return this.#m.roundPriceUp(this.#m.close.value * (0.002 + this.#share()));
  }

  #price(share: number): number {
    return this.#m.roundPriceDown(this.#m.close.value * (1 + share));
  }

  #quote(side: number): number {
    return side > 0 && this.#random() < 0.5
      ? this.#m.budget
      : Math.round(this.#equity * this.#random());
  }

  /** Now and then as large as the position, and now and then far too large. */
  #quantity(): number {
    const m = this.#m;
    const held = Math.abs(m.position);
    if (held > 0 && this.#random() < 0.4) return m.roundQuantity(held * (1 - this.#random() ** 3));
    const worth = this.#equity * (this.#random() < 0.1 ? 50 : this.#canBeShort ? 4 : 1);
    return m.roundQuantity(worth * this.#random() ** 2 / m.close.value);
  }

  /** A share of an account may have lost more than it had. */
  get #equity(): number {
    return Math.max(0, this.#m.equity);
  }

  get #canBeShort(): boolean {
    return this.#m.symbol.endsWith(":USD");
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
