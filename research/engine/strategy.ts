import type { Market } from "./market.ts";
import type { ParameterSchema, ParameterValues } from "./parameters.ts";

/** What a strategy does when bars close. */
export interface Handlers {
  /** Called at the close of each of the instrument's bars, once its indicators are up to date. */
  onBar(): void;
}

/** A trading idea: a name, parameters with their ranges, and a set-up that returns its handlers. */
export interface Strategy<S extends ParameterSchema = ParameterSchema> {
  readonly name: string;
  readonly parameters: S;
  /** Called once an instrument: `m` is the instrument's market, the account is shared. */
  setUp(p: ParameterValues<S>, m: Market): Handlers;
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
 * @param name lower-case words joined by "_"; its runs and artefacts carry it.
 */
export function strategy<const S extends ParameterSchema>(
  name: string,
  parameters: S,
  setUp: (p: ParameterValues<S>, m: Market) => Handlers,
): Strategy<S> {
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(name)) {
    throw new RangeError(
      `Cannot name a strategy "${name}"; use lower-case letters, digits and "_", at most 64`,
    );
  }
  return { name, parameters, setUp };
}
