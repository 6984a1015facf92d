import { didYouMean } from "../nearest.ts";
import { parseSymbol } from "../symbol.ts";
import { UserError } from "../user_error.ts";
import type { CcxtExchange, CcxtMarket } from "./ccxt_exchange.ts";
import { openExchange } from "./open_exchange.ts";
import type { Seams } from "./seams.ts";
import { type VenueClock, venueClock } from "./venue_clock.ts";
import { VenueFailure } from "./venue_failure.ts";
import { type VenueProfile, venueProfile } from "./venue_profile.ts";
import { withRetries } from "./with_retries.ts";

/** A venue that is ready to be asked: its markets are listed and its clock is read. */
export interface Venue {
  readonly name: string;
  readonly profile: VenueProfile;
  readonly exchange: CcxtExchange;
  readonly clock: VenueClock;
  /** Requests sent so far. */
  readonly requests: () => number;
  /** The JSON of the last answer. */
  readonly body: () => unknown;
  /** Ask until there is an answer, or a `UserError` that says why there is none. */
  readonly ask: <T>(action: (exchange: CcxtExchange) => Promise<T>) => Promise<T>;
}

/**
 * Open a venue by its name in the lake, for spot pairs or for perpetuals.
 *
 * @throws {UserError} for an unknown venue and one that cannot be reached.
 */
export async function openVenue(
  name: string,
  { perpetual, seams }: { readonly perpetual: boolean; readonly seams: Seams },
): Promise<Venue> {
  const profile = venueProfile(name, perpetual);
  const { exchange, transport, call } = await openExchange(name, profile, seams);
  const ask: Venue["ask"] = (action) => withRetries(name, seams, () => call(action));
  await ask(async () => {
    await exchange.loadMarkets(true);
    if (Object.keys(exchange.markets ?? {}).length === 0) {
      throw new VenueFailure("its list of markets is empty");
    }
  });
  const hasTime = exchange.has.fetchTime === true;
  const time = hasTime ? await ask(() => readTime(exchange)) : undefined;
  const reading = { time, date: transport.date, machine: Date.now() };
  const clock = venueClock(reading, seams.monotonicMs);
  exchange.milliseconds = () => clock.now();
  return {
    name,
    profile,
    exchange,
    clock,
    requests: () => transport.requests,
    body: () => transport.body,
    ask,
  };
}

async function readTime(exchange: CcxtExchange): Promise<number> {
  const time = await exchange.fetchTime();
  if (Number.isSafeInteger(time) && time! > 0) return time!;
  throw new VenueFailure(`its answer has no time (${String(time)})`);
}

/**
 * The venue's market of a symbol: spot, or a perpetual that is margined in its quote currency.
 *
 * @throws {UserError} for a symbol that it does not trade, and for other kinds of contract.
 */
export function findMarket({ name, exchange }: Venue, symbol: string): CcxtMarket {
  parseSymbol(symbol);
  const markets = exchange.markets ?? {};
  const market = Object.hasOwn(markets, symbol) ? markets[symbol]! : undefined;
  if (market === undefined) {
    throw new UserError(
      `Unknown symbol "${symbol}" at "${name}"${didYouMean(symbol, Object.keys(markets))} ` +
        `(write "BTC/USDT" for a spot pair, "BTC/USDT:USDT" for a perpetual)`,
    );
  }
  if (market.spot === true || (market.swap === true && market.linear === true)) return market;
  throw new UserError(
    `Cannot fetch "${symbol}": only spot pairs and perpetuals that are margined in their quote ` +
      `currency are supported; ${suggestion(market, Object.keys(markets))}`,
  );
}

function suggestion({ base, quote }: CcxtMarket, symbols: readonly string[]): string {
  const perpetual = symbols.find((each) =>
    each === `${base}/${quote}:${quote}` || each === `${base}/USDT:USDT`
  );
  return `fetch "${perpetual ?? `${base}/USDT`}" instead`;
}
