import { Account } from "./account.ts";
import { CashFlows } from "./cash_flows.ts";
import { Fills } from "./fills.ts";
import type { Listing } from "./listing.ts";
import { Orders } from "./orders.ts";
import type { ParameterSchema } from "./parameters.ts";
import { Series } from "./series.ts";
import type { Strategy } from "./strategy.ts";
import { TradingFloor } from "./trading_floor.ts";

/** The other data that a strategy asks for when it is set up, an instrument: set-up without bars. */
export function askedData(
  strategy: Strategy<ParameterSchema>,
  params: Readonly<Record<string, number>>,
  listings: readonly Listing[],
  timeframeMs: number,
): string[][] {
  const asked = listings.map(() => new Set<string>());
  new TradingFloor(strategy, params, {
    series: asked.map((names) => Series.probe(timeframeMs, names)),
    account: new Account(listings, 0),
    orders: new Orders(),
    fills: new Fills(),
    flows: new CashFlows(),
    cash: 0,
    margin: {},
    exits: {},
  });
  return asked.map((names) => [...names].sort());
}
