import type { Calendar, Instrument, MarginTier } from "../instrument.ts";
import { parseSymbol } from "../symbol.ts";
import { UserError } from "../user_error.ts";
import {
  liquidationFeeBps as usualLiquidationFeeBps,
  marginTiers as usualTiers,
} from "./margin_tiers.ts";

/** What the user may say about an instrument; the rest is kept or taken from its kind. */
export interface InstrumentOptions {
  readonly tickSize?: string | undefined;
  readonly lotSize?: string | undefined;
  readonly minNotional?: string | undefined;
  readonly calendar?: Calendar | undefined;
  /** Maker and taker fee. */
  readonly feeBps?: number | undefined;
  readonly makerFeeBps?: number | undefined;
  readonly takerFeeBps?: number | undefined;
  /** Fee of a liquidation; of perpetuals only. */
  readonly liquidationFeeBps?: number | undefined;
  /** Margin by notional; of perpetuals only. */
  readonly marginTiers?: readonly MarginTier[] | undefined;
}

/** What an instrument has where nothing else is known. */
interface Usual {
  readonly tickSize: string;
  readonly lotSize: string;
  readonly makerFeeBps: number;
  readonly takerFeeBps: number;
}

const usual = {
  spot: { tickSize: "0.01", lotSize: "0.00000001", makerFeeBps: 10, takerFeeBps: 10 },
  equity: { tickSize: "0.01", lotSize: "1", makerFeeBps: 1, takerFeeBps: 1 },
  perpetual: { tickSize: "0.1", lotSize: "0.001", makerFeeBps: 2, takerFeeBps: 5 },
} as const satisfies Record<Instrument["kind"], Usual>;

/**
 * The instrument that imported rows belong to: what is named, else what it was before, else what is
 * usual (spot: tick 0.01, lot 0.00000001, 10 bps; equity: tick 0.01, lot 1, 1 bps; perpetual: tick
 * 0.1, lot 0.001, maker 2 and taker 5 bps, Binance's margin of BTCUSDT). A symbol with "/" trades on
 * the crypto calendar, a ticker on the equity one and in USD; one with ":" is a linear perpetual.
 *
 * @throws {UserError} for a contract that is settled in its base or has a last day.
 */
export function makeInstrument(
  venue: string,
  symbol: string,
  options: InstrumentOptions & { readonly before?: Instrument | undefined },
): Instrument {
  const { calendar, feeBps, before } = options;
  const { base, quote, settle } = parseSymbol(symbol);
  const days = calendar ?? before?.calendar ?? (quote === undefined ? "equity" : "crypto");
  const isPerpetual = isLinear(symbol, quote, settle);
  const kind = isPerpetual
    ? "perpetual"
    : days === "crypto" || quote !== undefined
    ? "spot"
    : "equity";
  const known = before ?? usual[days === "equity" && !isPerpetual ? "equity" : kind];
  return {
    venue,
    symbol,
    kind,
    base,
    quote: quote ?? "USD",
    tickSize: options.tickSize ?? known.tickSize,
    lotSize: options.lotSize ?? known.lotSize,
    minNotional: options.minNotional ?? before?.minNotional ?? "0",
    makerFeeBps: options.makerFeeBps ?? feeBps ?? known.makerFeeBps,
    takerFeeBps: options.takerFeeBps ?? feeBps ?? known.takerFeeBps,
    calendar: days,
    ...(before?.listed === undefined ? {} : { listed: before.listed }),
    ...(before?.delisted === undefined ? {} : { delisted: before.delisted }),
    ...(isPerpetual ? { margin: marginOf(options) } : {}),
  };
}

function marginOf(
  { marginTiers, liquidationFeeBps, before }: InstrumentOptions & {
    readonly before?: Instrument | undefined;
  },
) {
  return {
    tiers: marginTiers ?? before?.margin?.tiers ?? usualTiers,
    liquidationFeeBps: liquidationFeeBps ?? before?.margin?.liquidationFeeBps ??
      usualLiquidationFeeBps,
  };
}

function isLinear(symbol: string, quote: string | undefined, settle: string | undefined): boolean {
  if (settle === undefined || settle === quote) return settle !== undefined;
  throw new UserError(
    `Cannot import "${symbol}": ` +
      (settle.startsWith(`${quote}-`)
        ? `contracts with a last day are not held; import the perpetual`
        : `contracts settled in "${settle}" are not held, only those settled in their quote ` +
          `"${quote}"; import the linear perpetual`),
  );
}
