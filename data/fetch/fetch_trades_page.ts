import type { CcxtExchange, CcxtMarket, CcxtNumber } from "./ccxt_exchange.ts";
import type { TradesAt } from "./cover_trades.ts";
import type { RawRow } from "./fetch_page.ts";
import { multiplyDecimals } from "./multiply_decimals.ts";

/** Which trades to ask for. */
export interface TradesRequest {
  readonly market: CcxtMarket;
  /** Most trades that the venue gives at once. */
  readonly limit: number;
  readonly at: TradesAt;
}

/**
 * Ask an exchange for one page of trades. Binance pages upwards by `fromId`, OKX downwards by the id
 * or the time that a page ends before.
 */
export async function fetchTradesPage(
  exchange: CcxtExchange,
  { market, limit, at }: TradesRequest,
): Promise<RawRow[]> {
  const { symbol, contractSize } = market;
  const rows = (since: number | undefined, count: number, params: Record<string, unknown>) =>
    exchange.fetchTrades(symbol, since, count, params);
  const pages = {
    fromId: (fromId: number, count = limit) => rows(undefined, count, { fromId }),
    okx: (type: "1" | "2", after: number) =>
      rows(undefined, limit, {
        method: "publicGetMarketHistoryTrades",
        type,
        after: String(after),
      }),
  };
  const trades = "fromId" in at
    ? await pages.fromId(at.fromId, at.limit)
    : "beforeId" in at
    ? await pages.okx("1", at.beforeId)
    : "beforeTime" in at
    ? await pages.okx("2", at.beforeTime)
    : "latest" in at
    ? await rows(undefined, limit, {})
    : await rows(at.from, limit, { until: at.to - 1 });
  return trades.map(({ timestamp, id, price, amount, side, info }) => ({
    ts: timestamp,
    cells: { price, qty: baseUnits(amount, contractSize), side, trade_id: id },
    text: JSON.stringify(info),
  }));
}

/** An amount in base units: of a contract venues count contracts, OKX of 0.01 BTC for one. */
function baseUnits(amount: CcxtNumber, contractSize: CcxtNumber): CcxtNumber {
  const size = contractSize ?? "1";
  const isDecimal = /^\d*\.?\d*$/.test(String(amount ?? "-"));
  return isDecimal ? multiplyDecimals(String(amount), String(size)) : amount;
}
