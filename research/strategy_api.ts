/**
 * What a strategy may import, and all that an artefact is bundled from: the contract, parameters,
 * indicators and sizing. The research API, `tapeout`, offers these names too, and in an artefact the
 * import `tapeout` means this file.
 */
export { float, int, type Parameter } from "./engine/parameters.ts";
export { portfolio, type Share } from "./engine/portfolio.ts";
export type { Schedule } from "./engine/schedule.ts";
export {
  basket,
  type BasketHandlers,
  type Handlers,
  type Strategy,
  strategy,
} from "./engine/strategy.ts";
export type { Line } from "./engine/line.ts";
export type { ChangeRequest } from "./engine/order_entry.ts";
export type { Market } from "./engine/market.ts";
export type { BookMarket } from "./engine/order_book/book_market.ts";
export { type BookHandlers, bookStrategy } from "./engine/order_book/book_strategy.ts";
export type { Leg, OrderRequest } from "./engine/order_request.ts";
export type { OrderStatus } from "./engine/order_status.ts";
export type { Series } from "./engine/series.ts";
export * from "./indicators/mod.ts";
export * from "./sizing/mod.ts";
