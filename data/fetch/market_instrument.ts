import { makeInstrument } from "../import/make_instrument.ts";
import type { Instrument } from "../instrument.ts";
import { UserError } from "../user_error.ts";
import type { CcxtMarket, CcxtNumber } from "./ccxt_exchange.ts";
import { multiplyDecimals, plainDecimal } from "./multiply_decimals.ts";
import type { Venue } from "./open_venue.ts";

const decimalPlaces = 2;
const significantDigits = 3;
/** Finer than any price step, for a venue that counts significant digits. */
const finestStep = "0.00000001";

/**
 * The instrument that a venue's market is, in exact decimals. Amounts are in base units: the lot of
 * a contract is its step times its size. Margin tiers are those that are held already, else the usual
 * ones of an import, for venues publish theirs to holders of a key only.
 *
 * @throws {UserError} where the venue does not say its steps, or the size of a contract.
 */
export function marketInstrument(
  { name, exchange }: Pick<Venue, "name" | "exchange">,
  market: CcxtMarket,
  before: Instrument | undefined,
): Instrument {
  const { symbol, spot, precision, limits, maker, taker, created } = market;
  const step = (value: CcxtNumber, what: string) => {
    const text = stepText(value, exchange.precisionMode);
    if (text !== undefined) return text;
    throw new UserError(`Cannot fetch "${symbol}": "${name}" does not say its ${what}`);
  };
  const size = spot === true ? "1" : contractSize(name, market);
  const listed = created ?? before?.listed;
  const instrument = makeInstrument(name, symbol, {
    before,
    tickSize: step(precision.price, "tick size"),
    lotSize: multiplyDecimals(step(precision.amount, "lot size"), size),
    minNotional: decimalText(limits.cost?.min),
    makerFeeBps: basisPoints(maker),
    takerFeeBps: basisPoints(taker),
  });
  return listed === undefined ? instrument : { ...instrument, listed };
}

/**
 * Base units in one contract, as exact text.
 *
 * @throws {UserError} where the venue does not say it, or not in base units.
 */
export function contractSize(venue: string, market: CcxtMarket): string {
  const { ctMult, ctValCcy } = market.info;
  const size = decimalText(market.contractSize);
  const inBase = ctValCcy === undefined || ctValCcy === "" || ctValCcy === market.base;
  const single = ctMult === undefined || ctMult === "" || Number(ctMult) === 1;
  if (size !== undefined && Number(size) > 0 && inBase && single) return size;
  throw new UserError(
    `Cannot fetch "${market.symbol}": "${venue}" counts it in contracts and does not say how many ` +
      `${market.base} one is, so its volumes cannot be turned into ${market.base}`,
  );
}

function stepText(value: CcxtNumber, mode: number): string | undefined {
  if (mode === significantDigits) return finestStep;
  const text = decimalText(value);
  if (text === undefined) return undefined;
  const step = mode === decimalPlaces ? plainDecimal(`1e-${text}`) : text;
  return Number(step) > 0 ? step : undefined;
}

function decimalText(value: CcxtNumber): string | undefined {
  const text = String(value ?? "");
  return /^\d*\.?\d*(e[+-]?\d+)?$/i.test(text) && /^\.?\d/.test(text)
    ? plainDecimal(text)
    : undefined;
}

function basisPoints(fee: CcxtNumber): number | undefined {
  const text = String(fee ?? "");
  const size = decimalText(text.replace(/^-/, ""));
  if (size === undefined) return undefined;
  return Number(multiplyDecimals(size, "10000")) * (text.startsWith("-") ? -1 : 1);
}
