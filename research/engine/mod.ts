export { Account } from "./account.ts";
export { canonicalDecision, canonicalDecisions } from "./canonical.ts";
export { Line } from "./line.ts";
export { type Listing, listingOf, type TradingRules } from "./listing.ts";
export type { BuyRequest, Market, SellRequest } from "./market.ts";
export * from "./order_state.ts";
export { BUY, LIMIT, MARKET, ORDER_TYPES, Orders, SELL, STOP } from "./orders.ts";
export {
  bindParameters,
  float,
  int,
  type Parameter,
  type ParameterSchema,
  type ParameterValues,
} from "./parameters.ts";
export { RiskGate, type RiskLimits } from "./risk_gate.ts";
export { type Computation, Series } from "./series.ts";
export { SimulatedVenue } from "./simulated_venue.ts";
export { Simulation, type SimulationInput } from "./simulation.ts";
export { type Handlers, type Strategy, strategy } from "./strategy.ts";
export { type Artefact, artefact } from "./artefact.ts";
export { Blotter } from "./blotter.ts";
export { parseDecision, requestOrder } from "./parse_decision.ts";
export type * from "./protocol.ts";
export { Rows } from "./rows.ts";
