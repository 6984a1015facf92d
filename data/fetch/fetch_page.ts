import { gridMs } from "../grid.ts";
import { timeframeMs } from "../timeframe.ts";
import type { CcxtExchange, CcxtMarket, CcxtNumber, CcxtRecord } from "./ccxt_exchange.ts";
import type { FetchedDataset } from "./fetched_datasets.ts";
import { rawRows } from "./raw_rows.ts";

/** Which rows to ask for: of one series, from a time on and before another. */
export interface PageRequest {
  readonly dataset: FetchedDataset;
  readonly market: CcxtMarket;
  /** "8h" and the like; not used where the dataset has none. */
  readonly timeframe: string;
  readonly from: number;
  readonly to: number;
  /** Most rows that the venue gives at once. */
  readonly limit: number;
}

/** One row as the venue gave it, before anything is believed of it. */
export interface RawRow {
  readonly ts: number | undefined;
  /** By the names of the dataset's columns. */
  readonly cells: Readonly<Record<string, CcxtNumber>>;
  /** The row as text, for the quarantine. */
  readonly text: string;
}

/**
 * Ask an exchange for one page. Both ends of the range are always named, in the words that the venue
 * has for them: a request with an open end gets the latest rows at some venues and the first ones at
 * others.
 */
export async function fetchPage(exchange: CcxtExchange, page: PageRequest): Promise<RawRow[]> {
  const { dataset, market: { symbol }, timeframe, from, to, limit } = page;
  switch (dataset) {
    case "bars":
    case "mark_prices":
    case "index_prices": {
      const price = { bars: {}, mark_prices: { price: "mark" }, index_prices: { price: "index" } };
      const params = { until: endBetween(timeframe, to), ...price[dataset] };
      const bars = await exchange.fetchOHLCV(symbol, timeframe, from, limit, params);
      return bars.map(([ts, open, high, low, close, volume]) => ({
        ts: numberOf(ts),
        cells: { open, high, low, close, ...(dataset === "bars" ? { volume } : {}) },
        text: JSON.stringify([ts, open, high, low, close, volume]),
      }));
    }
    case "funding_rates": {
      const params = exchange.id === "okx" ? { after: String(to) } : { until: to - 1 };
      const rates = await exchange.fetchFundingRateHistory(symbol, from, limit, params);
      return rates.map((rate) => rawRow(rate, { funding_rate: rate.fundingRate }));
    }
    case "open_interest":
      return await openInterest(exchange, page);
    case "long_short_ratio": {
      const params = sampledParams(exchange.id, page);
      const rows = await exchange.fetchLongShortRatioHistory(
        symbol,
        timeframe,
        from,
        limit,
        params,
      );
      return rows.map((row) => {
        const { longAccount, shortAccount, buyRatio, sellRatio } = row.info as Accounts;
        return rawRow(row, {
          long_short_ratio: row.longShortRatio,
          long_account: longAccount ?? buyRatio,
          short_account: shortAccount ?? sellRatio,
        });
      });
    }
    case "trades":
      throw new TypeError("trades have pages of their own");
  }
}

interface Accounts {
  readonly longAccount?: string;
  readonly shortAccount?: string;
  readonly buyRatio?: string;
  readonly sellRatio?: string;
}

/** OKX gives the open interest of one contract only where ccxt has no unified call. */
async function openInterest(exchange: CcxtExchange, page: PageRequest): Promise<RawRow[]> {
  const { market, timeframe, from, to, limit } = page;
  if (exchange.id !== "okx") {
    const params = { until: to - 1 };
    const rows = await exchange.fetchOpenInterestHistory(
      market.symbol,
      timeframe,
      from,
      limit,
      params,
    );
    return rows.map((row) =>
      rawRow(row, {
        open_interest: row.openInterestAmount,
        open_interest_usd: row.openInterestValue,
      })
    );
  }
  const answer = await exchange.publicGetRubikStatContractsOpenInterestHistory!({
    instId: market.id,
    limit: String(limit),
    ...sampledParams("okx", page),
  });
  return (rawRows(answer) ?? []).map((row) => {
    const [ts, , base, usd] = row as CcxtNumber[];
    const cells = { open_interest: base, open_interest_usd: usd };
    return { ts: numberOf(ts), cells, text: JSON.stringify(row) };
  });
}

/** The range and the period of sampled history in each venue's words. */
function sampledParams(id: string, { timeframe, from, to }: PageRequest) {
  if (id === "okx") {
    return { begin: String(from - 1), end: String(to), period: okxPeriod(timeframe) };
  }
  if (id !== "bybit") return { until: to - 1 };
  const period = timeframe.endsWith("m") ? `${timeframe}in` : timeframe;
  return { startTime: from, endTime: to - 1, period };
}

/** OKX counts longer periods from Hong Kong's midnight unless it is told otherwise. */
function okxPeriod(timeframe: string): string {
  if (timeframe.endsWith("m")) return timeframe;
  return timeframe.toUpperCase() + (timeframeMs(timeframe) >= 6 * 3_600_000 ? "utc" : "");
}

/**
 * The time that a page may have rows before. Bars are asked for up to a time between two of them, so
 * that a venue which takes the bar at the end in and one which leaves it out give the same; a row
 * that comes from there is off the grid.
 */
export function endOf({ dataset, timeframe, to }: PageRequest): number {
  return barDatasets.includes(dataset) ? Math.max(to, endBetween(timeframe, to) + 1) : to;
}

const barDatasets: readonly FetchedDataset[] = ["bars", "mark_prices", "index_prices"];

function endBetween(timeframe: string, to: number): number {
  const stepMs = gridMs(timeframe, "crypto");
  return Math.floor((to - 1) / stepMs) * stepMs + stepMs / 2;
}

function rawRow(row: CcxtRecord, cells: RawRow["cells"]): RawRow {
  return { ts: row.timestamp, cells, text: JSON.stringify(row.info) };
}

function numberOf(value: CcxtNumber): number | undefined {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" ? number : undefined;
}
