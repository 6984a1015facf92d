/** A number as ccxt gives it here: the venue's own decimal text, and a double where ccxt made it. */
export type CcxtNumber = string | number | null | undefined;

/** What a fetch reads of a ccxt market. */
export interface CcxtMarket {
  /** The venue's own name of it, such as "BTCUSDT". */
  readonly id: string;
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly settle?: string | undefined;
  readonly spot?: boolean | undefined;
  readonly swap?: boolean | undefined;
  readonly linear?: boolean | undefined;
  /** Base units in one contract; absent for spot. */
  readonly contractSize?: CcxtNumber;
  readonly maker?: CcxtNumber;
  readonly taker?: CcxtNumber;
  /** First time of trading, ms. */
  readonly created?: number | undefined;
  readonly precision: { readonly price?: CcxtNumber; readonly amount?: CcxtNumber };
  readonly limits: { readonly cost?: { readonly min?: CcxtNumber } };
  /** The market as the venue describes it. */
  readonly info: Readonly<Record<string, unknown>>;
}

/** One row of a history that ccxt gives as a structure. */
export interface CcxtRecord {
  readonly timestamp?: number | undefined;
  readonly info?: unknown;
  readonly fundingRate?: CcxtNumber;
  readonly openInterestAmount?: CcxtNumber;
  readonly openInterestValue?: CcxtNumber;
  readonly longShortRatio?: CcxtNumber;
  readonly id?: string | undefined;
  readonly price?: CcxtNumber;
  readonly amount?: CcxtNumber;
  readonly side?: string | undefined;
}

type Params = Readonly<Record<string, unknown>>;
type Since = number | undefined;

/** The public part of a ccxt exchange that a fetch uses. */
export interface CcxtExchange {
  readonly id: string;
  readonly has: Readonly<Record<string, boolean | "emulated" | undefined>>;
  readonly timeframes: Readonly<Record<string, unknown>>;
  /** How `precision` is counted: 2 in decimal places, 3 in significant digits, 4 in steps. */
  readonly precisionMode: number;
  readonly markets: Readonly<Record<string, CcxtMarket>> | undefined;
  milliseconds: () => number;
  loadMarkets(reload: boolean): Promise<unknown>;
  fetchTime(): Promise<number | undefined>;
  /** The most rows that one answer may hold. */
  featureValue(symbol: string, method: string, name: string): unknown;
  fetchOHLCV(
    symbol: string,
    timeframe: string,
    since: number,
    limit: number,
    params: Params,
  ): Promise<readonly (readonly CcxtNumber[])[]>;
  fetchFundingRateHistory(
    symbol: string,
    since: number,
    limit: number,
    params: Params,
  ): Promise<readonly CcxtRecord[]>;
  fetchOpenInterestHistory(
    symbol: string,
    timeframe: string,
    since: number,
    limit: number,
    params: Params,
  ): Promise<readonly CcxtRecord[]>;
  fetchLongShortRatioHistory(
    symbol: string,
    timeframe: string,
    since: number,
    limit: number,
    params: Params,
  ): Promise<readonly CcxtRecord[]>;
  fetchTrades(
    symbol: string,
    since: Since,
    limit: number,
    params: Params,
  ): Promise<readonly CcxtRecord[]>;
  /** OKX only: open interest of one contract, which the unified call does not know. */
  publicGetRubikStatContractsOpenInterestHistory?(params: Params): Promise<unknown>;
}
