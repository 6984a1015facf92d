import { bindParameters, type Parameter, type ParameterSchema } from "./parameters.ts";
import type { Member, Strategy } from "./strategy.ts";

/** A strategy of a portfolio: its share of the cash, and values for parameters that are not left open. */
export interface Share {
  readonly strategy: Strategy<ParameterSchema>;
  /** Part of the starting cash; equal parts where none is given. */
  readonly weight?: number;
  readonly params?: Readonly<Record<string, number>>;
}

/**
 * Several strategies on one account, in one pass: each has its own share of the cash and its own
 * positions, which net in the account. Orders carry the number of the strategy that asked for them.
 * It is a strategy itself, without parameters.
 *
 * @throws RangeError for no member, a weight that is not above 0, or weights above 1 in all.
 */
export function portfolio(
  name: string,
  shares: readonly Share[],
): Strategy<Record<never, Parameter>> {
  if (shares.length === 0 || shares.length > 255) {
    throw new RangeError(
      `Cannot share an account among ${shares.length}; give 1 to 255 strategies`,
    );
  }
  const members = shares.map(({ strategy, weight = 1 / shares.length, params = {} }): Member => {
    if (!(weight > 0)) throw new RangeError(`Cannot give ${strategy.name} a weight of ${weight}`);
    if (strategy.members) throw new RangeError(`Cannot put ${strategy.name} in it: a portfolio`);
    return { strategy, params: bindParameters(strategy.parameters, params), weight };
  });
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  if (total > 1 + 1e-9) throw new RangeError(`Cannot give out ${total} of the cash; at most 1`);
  return { name, parameters: {}, members };
}
