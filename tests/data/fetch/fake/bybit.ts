import { barAt, type FakeMarket, interestAt, rateAt, ratioAt, timesOf } from "./market_data.ts";

const minute = 60_000;
const named: Readonly<Record<string, number>> = {
  D: 1440,
  W: 10_080,
  "4h": 240,
  "1h": 60,
  "1d": 1440,
};

/** Answers as Bybit does: the newest rows of the range first, both of its ends included. */
export function bybit(path: string, query: URLSearchParams, market: FakeMarket): unknown {
  const route = path.replace("/v5/market/", "");
  const symbol = query.get("symbol");
  const envelope = (list: unknown[]) => ({
    retCode: 0,
    retMsg: "OK",
    result: { category: query.get("category"), symbol, list },
    time: market.now,
  });
  const newest = (stepMs: number, most: number, [begin, end] = ["startTime", "endTime"]) => {
    const from = Number(query.get(begin!) ?? 0);
    const to = Number(query.get(end!) ?? market.now) + 1;
    const limit = Math.min(Number(query.get("limit") ?? 50), most);
    return timesOf(market, { from, to, stepMs }).reverse().slice(0, limit);
  };
  const stepOf = (name: string) => {
    const text = query.get(name)!;
    return (named[text] ?? parseInt(text)) * minute;
  };
  switch (route) {
    case "time":
      return { ...envelope([]), result: { timeSecond: String(Math.floor(market.now / 1000)) } };
    case "instruments-info": {
      const spot = query.get("category") === "spot";
      return envelope(query.has("status") ? [] : [spot ? pair : perpetual]);
    }
    case "kline":
    case "mark-price-kline":
    case "index-price-kline": {
      const stepMs = stepOf("interval");
      return envelope(
        newest(stepMs, 1000, ["start", "end"]).map((ts) => {
          const bar = barAt(ts, stepMs);
          return [String(ts), ...bar.slice(0, route === "kline" ? 5 : 4), "0"];
        }),
      );
    }
    case "funding/history":
      return envelope(
        newest(8 * 60 * minute, 200).map((ts) => ({
          symbol,
          fundingRate: rateAt(ts),
          fundingRateTimestamp: String(ts),
        })),
      );
    case "open-interest":
      return envelope(
        newest(stepOf("intervalTime"), 200).map((ts) => ({
          openInterest: interestAt(ts),
          timestamp: String(ts),
        })),
      );
    case "account-ratio":
      return envelope(
        newest(stepOf("period"), 500).map((ts) => ({
          symbol,
          buyRatio: (Number(ratioAt(ts)) / (1 + Number(ratioAt(ts)))).toFixed(4),
          sellRatio: (1 / (1 + Number(ratioAt(ts)))).toFixed(4),
          timestamp: String(ts),
        })),
      );
  }
  return undefined;
}

const pair = {
  symbol: "BTCUSDT",
  baseCoin: "BTC",
  quoteCoin: "USDT",
  status: "Trading",
  marginTrading: "none",
  lotSizeFilter: {
    basePrecision: "0.000001",
    quotePrecision: "0.00000001",
    minOrderQty: "0.000048",
    minOrderAmt: "1",
  },
  priceFilter: { tickSize: "0.01" },
};

const perpetual = {
  ...pair,
  contractType: "LinearPerpetual",
  settleCoin: "USDT",
  launchTime: "1584230400000",
  fundingInterval: 480,
  leverageFilter: { minLeverage: "1", maxLeverage: "100.00" },
  lotSizeFilter: { qtyStep: "0.001", minOrderQty: "0.001", minNotionalValue: "5" },
  priceFilter: { tickSize: "0.10" },
};
