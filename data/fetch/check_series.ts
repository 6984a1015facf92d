import { hasTimeframe, nounOf } from "../datasets.ts";
import { checkVenue, parseSymbol } from "../symbol.ts";
import { timeframeMs } from "../timeframe.ts";
import { UserError } from "../user_error.ts";
import type { CcxtMarket } from "./ccxt_exchange.ts";
import { type FetchedDataset, methods, type SeriesToFetch } from "./fetched_datasets.ts";
import { contractSize } from "./market_instrument.ts";
import type { Venue } from "./open_venue.ts";

/** What only perpetuals have. */
const ofPerpetuals: readonly FetchedDataset[] = [
  "funding_rates",
  "open_interest",
  "long_short_ratio",
  "mark_prices",
  "index_prices",
];

/**
 * Refuse what can be seen to be wrong with a series before any venue is asked.
 *
 * @throws {UserError} for a malformed venue or symbol, and a timeframe that is missing, unknown or
 * too much.
 */
export function checkSeries({ dataset, venue, symbol, timeframe }: SeriesToFetch): void {
  checkVenue(venue);
  const { base, quote, settle } = parseSymbol(symbol);
  const noun = nounOf(dataset);
  if (quote === undefined) {
    throw new UserError(
      `Cannot fetch "${symbol}": venues trade pairs; write "${base}/USDT", or "${base}/USDT:USDT" ` +
        `for a perpetual`,
    );
  }
  if (settle === undefined && ofPerpetuals.includes(dataset)) {
    throw new UserError(
      `Cannot fetch ${noun} of "${symbol}": only perpetuals have them; ` +
        `pass --symbol ${base}/${quote}:${quote}`,
    );
  }
  if (hasTimeframe(dataset)) {
    if (timeframe !== null) timeframeMs(timeframe);
    else throw new UserError(`Cannot fetch ${noun}: pass --timeframe, such as 1h`);
  } else if (timeframe !== null) {
    throw new UserError(`Cannot fetch ${noun} by timeframe: leave --timeframe out`);
  }
}

/**
 * Refuse what the venue does not have.
 *
 * @throws {UserError} naming what it has instead.
 */
export function checkCapability(
  { name, exchange, profile }: Venue,
  { dataset, symbol, timeframe }: SeriesToFetch,
  market: CcxtMarket,
): void {
  const noun = nounOf(dataset);
  const refuse = (reason: string) =>
    new UserError(`Cannot fetch ${noun} of "${symbol}": ${reason}`);
  if (exchange.has[methods[dataset]] !== true) {
    throw refuse(`"${name}" does not publish them; binance has them`);
  }
  if (dataset === "trades" && profile.trades === undefined) {
    throw refuse(
      `"${name}" publishes its latest ones only, or has no ids to walk back by; ` +
        `fetch them from binance or okx`,
    );
  }
  const sampled = dataset === "open_interest" || dataset === "long_short_ratio";
  const known = sampled ? profile.sampled : Object.keys(exchange.timeframes);
  if (timeframe !== null && known !== undefined && !known.includes(timeframe)) {
    throw refuse(
      `"${name}" has no ${timeframe} ${noun} (it has ${known.join(", ")}); ` +
        `pass another --timeframe`,
    );
  }
  if (market.spot !== true && !profile.known && Number(contractSize(name, market)) !== 1) {
    throw refuse(
      `"${name}" counts it in contracts of ${contractSize(name, market)} ${market.base}, and ` +
        `whether its volumes are contracts or ${market.base} is not known; ` +
        `fetch it from binance, okx or bybit`,
    );
  }
}
