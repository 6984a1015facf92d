import { didYouMean } from "../nearest.ts";
import { checkVenue, parseSymbol } from "../symbol.ts";
import { timeframeMs } from "../timeframe.ts";
import { UserError } from "../user_error.ts";
import { findSeries, type Series } from "./series.ts";

/** What a reader asks for. */
export interface SeriesQuery {
  readonly symbol: string;
  readonly timeframe: string;
  /** May be left out where one venue only holds the symbol at this timeframe. */
  readonly venue?: string | undefined;
}

/**
 * The one series that a query names.
 *
 * @throws {UserError} for an unknown venue, symbol or timeframe, and where several venues match.
 */
export function resolveSeries(dataDir: string, query: SeriesQuery): Series {
  const { symbol, timeframe, venue } = query;
  timeframeMs(timeframe);
  parseSymbol(symbol);
  if (venue !== undefined) checkVenue(venue);
  const ofSymbol = findSeries(dataDir, { venue, symbol });
  if (ofSymbol.length === 0) throw notHeld(findSeries(dataDir), symbol, venue);
  const matches = ofSymbol.filter((series) => series.timeframe === timeframe);
  if (matches.length === 1) return matches[0]!;
  if (matches.length > 1) throw ambiguous(symbol, matches.map((series) => series.venue));
  const held = unique(ofSymbol.map((series) => series.timeframe));
  throw new UserError(
    `Cannot load ${timeframe} bars of "${symbol}"${venue ? ` at "${venue}"` : ""}: ` +
      `held is ${held.join(", ")}; pass --timeframe ${held[0]} or import ${timeframe} bars with ` +
      `"deno task data import"`,
  );
}

/** The error for a symbol or venue that nothing is held of. */
export function notHeld(
  all: readonly Pick<Series, "venue" | "symbol">[],
  symbol: string,
  venue: string | undefined,
): UserError {
  const venues = unique(all.map((series) => series.venue));
  if (venue !== undefined && !venues.includes(venue)) {
    return new UserError(
      `Unknown venue "${venue}"${didYouMean(venue, venues)} (known: ${venues.join(", ")})`,
    );
  }
  const here = all.filter((series) => venue === undefined || series.venue === venue);
  const symbols = unique(here.map((series) => series.symbol));
  const elsewhere = unique(
    all.filter((series) => series.symbol === symbol).map((series) => series.venue),
  );
  const at = venue === undefined ? "" : ` at venue "${venue}"`;
  if (elsewhere.length > 0) {
    return new UserError(
      `No bars of "${symbol}"${at}: held at ${elsewhere.join(", ")}; pass --venue ${elsewhere[0]}`,
    );
  }
  const known = symbols.length <= 12
    ? `known: ${symbols.join(", ")}`
    : `"deno task data list" shows the ${symbols.length} known`;
  return new UserError(`Unknown symbol "${symbol}"${at}${didYouMean(symbol, symbols)} (${known})`);
}

/** The error for a symbol that several venues hold. */
export function ambiguous(symbol: string, venues: readonly string[]): UserError {
  return new UserError(
    `Symbol "${symbol}" is held at ${venues.length} venues: ${venues.join(", ")}; ` +
      `pass --venue ${venues[0]}`,
  );
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}
