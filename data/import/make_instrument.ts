import type { Calendar, Instrument } from "../instrument.ts";
import { parseSymbol } from "../symbol.ts";
import { UserError } from "../user_error.ts";

/** What the user may say about an instrument; the rest is kept or taken from its calendar. */
export interface InstrumentOptions {
  readonly tickSize?: string | undefined;
  readonly lotSize?: string | undefined;
  readonly minNotional?: string | undefined;
  readonly calendar?: Calendar | undefined;
  /** Maker and taker fee. */
  readonly feeBps?: number | undefined;
}

/**
 * The instrument that imported bars belong to: what is named, else what it was before, else the
 * defaults (tick 0.01; crypto: lot 0.00000001 and 10 bps; equity: lot 1 and 1 bps). A symbol with
 * "/" trades on the crypto calendar, a ticker on the equity one and in USD.
 *
 * @throws {UserError} for a contract: bars alone do not describe margin and funding.
 */
export function makeInstrument(
  venue: string,
  symbol: string,
  options: InstrumentOptions & { readonly before?: Instrument | undefined },
): Instrument {
  const { tickSize, lotSize, minNotional, calendar, feeBps, before } = options;
  const { base, quote, settle } = parseSymbol(symbol);
  if (settle !== undefined) {
    throw new UserError(
      `Cannot import "${symbol}": contracts need margin and funding, which bars do not hold; ` +
        `import the spot pair "${base}/${quote}"`,
    );
  }
  const days = calendar ?? before?.calendar ?? (quote === undefined ? "equity" : "crypto");
  const crypto = days === "crypto";
  const fee = crypto ? 10 : 1;
  return {
    venue,
    symbol,
    kind: crypto || quote !== undefined ? "spot" : "equity",
    base,
    quote: quote ?? "USD",
    tickSize: tickSize ?? before?.tickSize ?? "0.01",
    lotSize: lotSize ?? before?.lotSize ?? (crypto ? "0.00000001" : "1"),
    minNotional: minNotional ?? before?.minNotional ?? "0",
    makerFeeBps: feeBps ?? before?.makerFeeBps ?? fee,
    takerFeeBps: feeBps ?? before?.takerFeeBps ?? fee,
    calendar: days,
  };
}
