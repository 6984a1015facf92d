import { type Instrument, periodsPerYear } from "../../data/instrument.ts";
import { UserError } from "../../data/user_error.ts";

/**
 * Checks that instruments can share one account: each named once, one quote currency, one calendar.
 *
 * @throws UserError naming what does not fit.
 */
export function requireOneAccount(instruments: readonly Instrument[]): void {
  if (instruments.length === 0) {
    throw new UserError("Cannot run over no instrument; name at least one symbol");
  }
  const symbols = instruments.map(({ symbol }) => symbol);
  const twice = symbols.find((symbol, i) => symbols.indexOf(symbol) < i);
  if (twice !== undefined) {
    throw new UserError(`Cannot run over "${twice}" twice in one account; name each symbol once`);
  }
  const quotes = new Set(instruments.map(({ quote }) => quote));
  if (quotes.size > 1) {
    throw new UserError(
      `Cannot run over instruments quoted in ${[...quotes].join(" and ")}: one account has one ` +
        "currency; take instruments of one quote",
    );
  }
  if (new Set(instruments.map(({ calendar }) => periodsPerYear(calendar))).size > 1) {
    throw new UserError(
      "Cannot run over instruments of different calendars in one account; run them apart",
    );
  }
}
