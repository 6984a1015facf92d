import type { Market } from "./simulate.ts";

/** The market with one fee, in basis points, in place of the instrument's own where one is given. */
export function withFee<M extends Pick<Market, "instrument">>(
  market: M,
  feeBps: number | undefined,
): M {
  if (feeBps === undefined) return market;
  const { instrument } = market;
  return {
    ...market,
    instrument: { ...instrument, makerFeeBps: feeBps, takerFeeBps: feeBps },
  };
}
