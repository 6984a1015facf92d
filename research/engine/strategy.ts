import type { Market } from "./market.ts";
import type { BookMarket } from "./order_book/book_market.ts";
import type { BookHandlers } from "./order_book/book_strategy.ts";
import type { ParameterSchema, ParameterValues } from "./parameters.ts";

/** What a strategy does when a bar of its instrument closes. */
export interface Handlers {
  /** Called at the close of each of the instrument's bars, once its indicators are up to date. */
  onBar(): void;
}

/** What a strategy over several instruments does when bars close. */
export interface BasketHandlers {
  /**
   * Called once a row, when the bars of all instruments that have one at this time have closed; see
   * {@linkcode Market.hasBar} for those that do.
   */
  onBars(): void;
}

/** A trading idea: a name, parameters with their ranges, and a set-up that returns its handlers. */
export interface Strategy<S extends ParameterSchema = ParameterSchema> {
  readonly name: string;
  readonly parameters: S;
  /** Called once an instrument: `m` is the instrument's market, the account is shared. */
  setUp?(p: ParameterValues<S>, m: Market): Handlers;
  /** In its place where the strategy looks at all instruments at once. */
  setUpBasket?(p: ParameterValues<S>, markets: readonly Market[]): BasketHandlers;
  /** In their place where it trades on the order book; see {@linkcode bookStrategy}. */
  setUpBook?(p: ParameterValues<S>, m: BookMarket): BookHandlers;
  /** In their place where several strategies share the account. */
  readonly members?: readonly Member[] | undefined;
}

/** One of several strategies on an account. */
export interface Member {
  readonly strategy: Strategy<ParameterSchema>;
  readonly params: Readonly<Record<string, number>>;
  /** Part of the starting cash that is its own. */
  readonly weight: number;
}

/**
 * Defines a strategy.
 *
 * ```ts ignore
 * export default strategy("sma_cross", { fast: int(10, 2, 500), slow: int(30, 2, 500) }, (p, m) => {
 *   const fast = sma(m.close, p.fast), slow = sma(m.close, p.slow);
 *   return {
 *     onBar() {
 *       if (crossesAbove(fast, slow)) m.buy({ quote: m.budget }, "fast crossed above slow");
 *       else if (crossesBelow(fast, slow)) m.exit("fast crossed below slow");
 *     },
 *   };
 * });
 * ```
 *
 * What it knows of the past it reads from lines, orders and positions, or keeps by
 * {@linkcode Market.remember}; variables of its own begin anew when a run is resumed from a snapshot.
 *
 * @param name lower-case words joined by "_"; its runs and artefacts carry it.
 */
export function strategy<const S extends ParameterSchema>(
  name: string,
  parameters: S,
  setUp: (p: ParameterValues<S>, m: Market) => Handlers,
): Strategy<S> {
  return { name: checkedName(name), parameters, setUp };
}

/**
 * Defines a strategy over several instruments, such as a pair or a rotation: its handlers are called
 * once a row with all markets in hand.
 *
 * ```ts ignore
 * export default basket("equal_weight", {}, (_, markets) => ({
 *   onBars() {
 *     for (const m of markets) targetWeight(m, 1 / markets.length);
 *   },
 * }));
 * ```
 */
export function basket<const S extends ParameterSchema>(
  name: string,
  parameters: S,
  setUpBasket: (p: ParameterValues<S>, markets: readonly Market[]) => BasketHandlers,
): Strategy<S> {
  return { name: checkedName(name), parameters, setUpBasket };
}

/** @throws RangeError for a name that no run could carry. */
export function checkedName(name: string): string {
  if (/^[a-z][a-z0-9_]{0,63}$/.test(name)) return name;
  throw new RangeError(
    `Cannot name a strategy "${name}"; use lower-case letters, digits and "_", at most 64`,
  );
}
