import { type DatasetName, hasTimeframe, nounOf } from "../datasets.ts";
import { didYouMean } from "../nearest.ts";
import { checkVenue, parseSymbol } from "../symbol.ts";
import { timeframeMs } from "../timeframe.ts";
import { UserError } from "../user_error.ts";
import { findHeldSeries, type HeldSeries } from "./series.ts";

/** What a reader of bars asks for. */
export interface SeriesQuery {
  readonly symbol: string;
  readonly timeframe: string;
  /** May be left out where one venue only holds the symbol at this timeframe. */
  readonly venue?: string | undefined;
}

/** What a reader of any dataset asks for. */
export interface DatasetSeriesQuery<D extends DatasetName = DatasetName> {
  readonly dataset: D;
  readonly symbol: string;
  /** May be left out where one is held, and of datasets that have none. */
  readonly timeframe?: string | null | undefined;
  readonly venue?: string | undefined;
}

/**
 * The one series that a query names.
 *
 * @throws {UserError} for an unknown venue, symbol or timeframe, and where several series match.
 */
export function resolveSeries(dataDir: string, query: DatasetSeriesQuery): HeldSeries {
  const { dataset, symbol, venue } = query;
  const timeframe = hasTimeframe(dataset) ? query.timeframe ?? undefined : undefined;
  if (timeframe !== undefined) timeframeMs(timeframe);
  parseSymbol(symbol);
  if (venue !== undefined) checkVenue(venue);
  const ofSymbol = findHeldSeries(dataDir, { dataset, venue, symbol });
  if (ofSymbol.length === 0) {
    throw notHeld(findHeldSeries(dataDir, { dataset }), { symbol, venue, dataset });
  }
  const matches = ofSymbol.filter((each) =>
    timeframe === undefined || each.timeframe === timeframe
  );
  if (matches.length === 1) return matches[0]!;
  const venues = unique(matches.map((series) => series.venue));
  if (venues.length > 1) throw ambiguous(symbol, venues);
  const held = unique(ofSymbol.map((series) => series.timeframe!));
  const noun = nounOf(dataset);
  if (timeframe === undefined) {
    throw new UserError(
      `Cannot tell which ${noun} of "${symbol}" to load: held is ${held.join(", ")}; ` +
        `pass --timeframe ${held[0]}`,
    );
  }
  throw new UserError(
    `Cannot load ${timeframe} ${noun} of "${symbol}"${venue ? ` at "${venue}"` : ""}: ` +
      `held is ${held.join(", ")}; pass --timeframe ${held[0]} or import ${timeframe} ${noun} ` +
      `with "deno task data import"`,
  );
}

/** A symbol that nothing is held of, and where it was looked for. */
export interface Sought {
  readonly symbol: string;
  readonly venue: string | undefined;
  readonly dataset?: DatasetName;
}

/** The error for a symbol or venue that nothing is held of. */
export function notHeld(
  all: readonly Pick<HeldSeries, "venue" | "symbol">[],
  { symbol, venue, dataset = "bars" }: Sought,
): UserError {
  const noun = nounOf(dataset);
  if (all.length === 0) {
    return new UserError(
      `No ${noun} of "${symbol}": none are held of any symbol; ` +
        `import some with "deno task data import --dataset ${dataset}"`,
    );
  }
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
      `No ${noun} of "${symbol}"${at}: held at ${elsewhere.join(", ")}; ` +
        `pass --venue ${elsewhere[0]}`,
    );
  }
  const known = symbols.length <= 12
    ? `known: ${symbols.join(", ")}`
    : `"deno task data list" shows the ${symbols.length} known`;
  const guess = `${didYouMean(symbol, symbols)} (${known})`;
  return dataset === "bars"
    ? new UserError(`Unknown symbol "${symbol}"${at}${guess}`)
    : new UserError(`No ${noun} of "${symbol}"${at}${guess}`);
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
