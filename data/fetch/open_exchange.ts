import { messageOf } from "../message_of.ts";
import { didYouMean } from "../nearest.ts";
import { UserError } from "../user_error.ts";
import type { CcxtExchange } from "./ccxt_exchange.ts";
import type { Seams } from "./seams.ts";
import { openTransport, type Transport } from "./transport.ts";
import { VenueFailure } from "./venue_failure.ts";
import type { VenueProfile } from "./venue_profile.ts";

/** A ccxt exchange, with its answers and its errors made plain. */
export interface OpenExchange {
  readonly exchange: CcxtExchange;
  readonly transport: Transport;
  /** Run one call: its errors become a `VenueFailure`, or a `UserError` where they are definite. */
  readonly call: <T>(action: (exchange: CcxtExchange) => Promise<T>) => Promise<T>;
}

type ExchangeClass = new (config: object) => CcxtExchange & { fetchImplementation: unknown };

/**
 * Open a venue's public interface through ccxt, which is loaded here and nowhere else. This file is
 * the boundary: ccxt's own types end in it. No key is ever passed. Numbers stay the decimal texts
 * that the venue sent.
 *
 * @throws {UserError} for a venue that ccxt does not know.
 */
export async function openExchange(
  venue: string,
  profile: VenueProfile,
  seams: Seams,
): Promise<OpenExchange> {
  const { default: ccxt } = await import("ccxt");
  const classes = ccxt as unknown as Readonly<Record<string, ExchangeClass>>;
  if (venue === "binanceusdm") {
    throw new UserError(
      `Unknown venue "binanceusdm": the lake has its contracts under "binance"; ` +
        `pass --venue binance and a symbol such as "BTC/USDT:USDT"`,
    );
  }
  if (!ccxt.exchanges.includes(venue as never)) {
    throw new UserError(
      `Unknown venue "${venue}"${didYouMean(venue, ccxt.exchanges)} ` +
        `(binance, okx, bybit and ${ccxt.exchanges.length - 3} more of ccxt's can be fetched from)`,
    );
  }
  const transport = openTransport(venue, seams);
  const exchange = new classes[profile.classId]!({
    number: String,
    enableRateLimit: seams.paced,
    options: { ...profile.options },
  });
  exchange.fetchImplementation = transport.fetch;
  if (profile.known) (exchange.has as Record<string, unknown>).fetchCurrencies = false;
  const { OperationFailed, BaseError } = ccxt;
  const call = async <T>(action: (exchange: CcxtExchange) => Promise<T>): Promise<T> => {
    transport.begin();
    try {
      return await action(exchange);
    } catch (error) {
      seams.signal?.throwIfAborted();
      if (error instanceof VenueFailure || error instanceof UserError) throw error;
      const message = oneLine(messageOf(error));
      if (error instanceof OperationFailed) throw new VenueFailure(`it answers ${message}`);
      if (error instanceof BaseError) {
        throw new UserError(`Cannot fetch from "${venue}": it refuses the request (${message})`);
      }
      throw new VenueFailure(`its answer cannot be read (${message})`);
    }
  };
  return { exchange, transport, call };
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").replace(/\p{C}/gu, "?").trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
