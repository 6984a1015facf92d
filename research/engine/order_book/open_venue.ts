import { Account } from "../account.ts";
import { Blotter } from "../blotter.ts";
import type { CashFlows } from "../cash_flows.ts";
import { Fills } from "../fills.ts";
import { listingOf, type TradingRules } from "../listing.ts";
import { Orders } from "../orders.ts";
import { Random } from "../random.ts";
import type { VenueModel } from "../venue_model.ts";
import type { BookEvents } from "./book_event.ts";
import { BookVenue } from "./book_venue.ts";
import { VenueLink } from "./venue_link.ts";

/** An account at a venue on the book. */
export interface VenueAccess {
  readonly instrument: TradingRules;
  readonly events: BookEvents;
  readonly cash: number;
  readonly model: VenueModel;
}

/** A venue on the book and what a strategy knows of its account there. */
export interface OpenVenue {
  readonly venue: BookVenue;
  readonly orders: Orders;
  readonly fills: Fills;
  readonly account: Account;
  readonly flows: CashFlows;
  /** The way between the two; null where nothing is late, so that they know the same. */
  readonly link: VenueLink | null;
}

/**
 * Opens an account at a venue on the book. Where the model has latency, or the market is seen late,
 * the venue and the strategy each keep orders, fills and account of their own.
 */
export function openVenue({ instrument, events, cash, model }: VenueAccess): OpenVenue {
  const random = new Random(model.seed ?? 0);
  const feedLatencyMs = model.book?.feedLatencyMs ?? 0;
  const account = new Account([listingOf(instrument)], cash, model);
  const own = { orders: new Orders(), fills: new Fills(), account };
  const venue = new BookVenue({ ...own, events, model, random });
  const books = { ...own, flows: venue.flows };
  if (model.latency === undefined && feedLatencyMs === 0) return { venue, ...books, link: null };
  // A blotter has series too, which no bars will come to.
  const known = new Blotter({ instruments: [instrument], timeframeMs: 1, cash, margin: model });
  const link = new VenueLink(
    { orders: known.orders, venue, books, apply: (event, at) => known.applyEvent(event, at) },
    { latency: model.latency ?? { medianMs: 0 }, feedLatencyMs },
    random,
  );
  const { orders, fills, flows } = known;
  return { venue, orders, fills, account: known.account, flows, link };
}
