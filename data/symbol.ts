import { UserError } from "./user_error.ts";

/** What a symbol is made of: "BTC/USDT:USDT" is base BTC, quote USDT, settled in USDT. */
export interface SymbolParts {
  readonly base: string;
  /** `undefined` for a ticker such as "SPX". */
  readonly quote: string | undefined;
  /** Set for contracts only. */
  readonly settle: string | undefined;
}

/**
 * Take a symbol apart: a unified "BASE/QUOTE", "BASE/QUOTE:SETTLE" or a ticker.
 *
 * @throws {UserError} where the text is none of these.
 */
export function parseSymbol(symbol: string): SymbolParts {
  const match = /^([^\s/:\p{C}]+)(?:\/([^\s/:\p{C}]+)(?::([^\s/:\p{C}]+))?)?$/u.exec(symbol);
  if (match === null || symbol.length > 60) {
    throw new UserError(
      `Cannot use ${JSON.stringify(symbol.slice(0, 80))} as a symbol: ` +
        `write a pair such as "BTC/USDT" or a ticker such as "SPX"`,
    );
  }
  return { base: match[1]!, quote: match[2], settle: match[3] };
}

/**
 * Return a venue's name as it is.
 *
 * @throws {UserError} where it is not lower case letters, digits, "-" and "_".
 */
export function checkVenue(venue: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,39}$/.test(venue)) return venue;
  throw new UserError(
    `Cannot use ${JSON.stringify(venue.slice(0, 80))} as a venue: ` +
      `write lower case letters, digits, "-" and "_", such as "binance"`,
  );
}
