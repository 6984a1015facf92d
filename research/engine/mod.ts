export { Account, type MarginModel } from "./account.ts";
export { canonicalDecision, canonicalDecisions } from "./canonical.ts";
export { Line } from "./line.ts";
export { type Listing, listingOf, type TradingRules, tradingRulesOf } from "./listing.ts";
export { CashFlows } from "./cash_flows.ts";
export { DELISTING, Fills, LIQUIDATION } from "./fills.ts";
export type { FundingRates } from "./funding.ts";
export { liquidationPrice, liquidationPriceOf } from "./margin.ts";
export type { ChangeRequest } from "./order_entry.ts";
export type { Leg, OrderRequest } from "./order_request.ts";
export { type OrderStatus, orderStatus } from "./order_status.ts";
export * from "./order_state.ts";
export * from "./order_type.ts";
export { CANCEL, CHANGE, type OrderChange, Orders, PLACE } from "./orders.ts";
export {
  bindParameters,
  float,
  int,
  type Parameter,
  type ParameterSchema,
  type ParameterValues,
} from "./parameters.ts";
export { RiskGate } from "./risk_gate.ts";
export type { ExitRules, RiskLimits } from "./risk_limits.ts";
export { type Computation, Series, type SeriesData } from "./series.ts";
export { SimulatedVenue } from "./simulated_venue.ts";
export { Simulation, type SimulationInput } from "./simulation.ts";
export type { SimulationSnapshot } from "./snapshot.ts";
export { type Market } from "./market.ts";
export { portfolio, type Share } from "./portfolio.ts";
export { type Schedule } from "./schedule.ts";
export { basket, type BasketHandlers, type Handlers, type Strategy, strategy } from "./strategy.ts";
export { type Artefact, artefact } from "./artefact.ts";
export { Blotter } from "./blotter.ts";
export { orderChange, parseDecision, requestOrder } from "./parse_decision.ts";
export type * from "./protocol.ts";
export { Rows } from "./rows.ts";
export type { Latency, VenueModel } from "./venue_model.ts";
export type { BookEvents } from "./order_book/book_event.ts";
export { type BookModel, QUEUE_MODELS, type QueueModelName } from "./order_book/book_model.ts";
export { BookSimulation, type BookSimulationInput } from "./order_book/book_simulation.ts";
export { type BookHandlers, bookStrategy } from "./order_book/book_strategy.ts";
export type { BookMarket } from "./order_book/book_market.ts";
export { askedData } from "./asked_data.ts";
