import { timeframeMs } from "../../../../data/timeframe.ts";
import {
  barAt,
  type FakeMarket,
  idAt,
  interestAt,
  rateAt,
  ratioAt,
  timesOf,
  tradesOf,
} from "./market_data.ts";

const day = 86_400_000;

/** Answers as Binance does, spot and USD-margined: ascending rows from the start of the range. */
export function binance(path: string, query: URLSearchParams, market: FakeMarket): unknown {
  const route = path.replace(/^\/(api\/v3|fapi\/v1|futures\/data)\//, "");
  const perpetual = !path.startsWith("/api/");
  const number = (name: string, otherwise: number) => Number(query.get(name) ?? otherwise);
  const limit = number("limit", 500);
  const from = number("startTime", 0), to = number("endTime", market.now) + 1;
  const symbol = query.get("symbol") ?? query.get("pair");
  if (symbol !== null && symbol !== "BTCUSDT") return { code: -1121, msg: "Invalid symbol." };
  const times = (stepMs: number) => timesOf(market, { from, to, stepMs });
  switch (route) {
    case "time":
      return { serverTime: market.now };
    case "exchangeInfo":
      return { symbols: [perpetual ? contract : pair, perpetual ? quarterly : other] };
    case "klines":
    case "markPriceKlines":
    case "indexPriceKlines": {
      const stepMs = timeframeMs(query.get("interval")!);
      return times(stepMs).slice(0, Math.min(limit, 1500)).map((ts) => {
        const [open, high, low, close, volume] = barAt(ts, stepMs);
        return [ts, open, high, low, close, volume, ts + stepMs - 1, "0", 1, "0", "0", "0"];
      });
    }
    case "fundingRate":
      return times(8 * 3_600_000).slice(0, Math.min(limit, 1000)).map((ts) => ({
        symbol,
        fundingTime: ts,
        fundingRate: rateAt(ts),
      }));
    case "openInterestHist":
    case "globalLongShortAccountRatio": {
      if (from < market.now - 30 * day) {
        return { code: -1130, msg: "parameter 'startTime' is invalid." };
      }
      return times(timeframeMs(query.get("period")!)).slice(-limit).map((ts) =>
        route === "openInterestHist"
          ? {
            symbol,
            sumOpenInterest: interestAt(ts),
            sumOpenInterestValue: (Number(interestAt(ts)) * 100).toFixed(2),
            timestamp: ts,
          }
          : {
            symbol,
            longShortRatio: ratioAt(ts),
            longAccount: "0.6",
            shortAccount: "0.4",
            timestamp: ts,
          }
      );
    }
    case "aggTrades": {
      const first = query.has("fromId")
        ? number("fromId", 0)
        : query.has("startTime")
        ? idAt(market, from)
        : idAt(market, market.now + 1) - limit;
      const end = query.has("startTime") ? idAt(market, to) : Infinity;
      return tradesOf(market, first, Math.min(first + Math.min(limit, 1000), end)).map((trade) => ({
        a: trade.id,
        p: trade.price,
        q: trade.qty,
        T: trade.ts,
        m: trade.side === "sell",
      }));
    }
  }
  return undefined;
}

const filters = [
  { filterType: "PRICE_FILTER", minPrice: "0.01", maxPrice: "1000000", tickSize: "0.01000000" },
  { filterType: "LOT_SIZE", minQty: "0.00001", maxQty: "9000", stepSize: "0.00001000" },
  { filterType: "NOTIONAL", minNotional: "5.00000000", notional: "5" },
];

const pair = {
  symbol: "BTCUSDT",
  baseAsset: "BTC",
  quoteAsset: "USDT",
  status: "TRADING",
  orderTypes: ["LIMIT", "MARKET"],
  baseAssetPrecision: 8,
  quotePrecision: 8,
  filters,
};

const other = { ...pair, symbol: "ETHUSDT", baseAsset: "ETH" };

const contract = {
  ...pair,
  contractType: "PERPETUAL",
  marginAsset: "USDT",
  onboardDate: Date.UTC(2019, 8, 25),
};

const quarterly = {
  ...contract,
  symbol: "BTCUSDT_240628",
  contractType: "CURRENT_QUARTER",
  deliveryDate: Date.UTC(2024, 5, 28, 8),
};
