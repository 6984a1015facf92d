import { barAt, type FakeMarket, timesOf } from "./market_data.ts";

/**
 * Answers as Kraken does: the latest 720 bars, whatever is asked for, the last of them unfinished.
 * A venue of which nothing is known but what ccxt says.
 */
export function kraken(path: string, query: URLSearchParams, market: FakeMarket): unknown {
  const answer = (result: unknown) => ({ error: [], result });
  switch (path) {
    case "/0/public/Time":
      return answer({ unixtime: Math.floor(market.now / 1000) });
    case "/0/public/Assets":
      return answer({ XXBT: asset("XBT", 10), ZUSD: asset("USD", 4) });
    case "/0/public/AssetPairs":
      return answer({ XXBTZUSD: pair });
    case "/0/public/OHLC": {
      const stepMs = Number(query.get("interval")) * 60_000;
      const times = timesOf(market, { from: 0, to: market.now, stepMs }).slice(-720);
      const bars = times.map((ts) => {
        const [open, high, low, close, volume] = barAt(ts, stepMs);
        return [ts / 1000, open, high, low, close, "100.0", volume, 3];
      });
      return answer({ XXBTZUSD: bars, last: 0 });
    }
  }
  return undefined;
}

function asset(altname: string, decimals: number) {
  return { aclass: "currency", altname, decimals, display_decimals: 5, status: "enabled" };
}

const pair = {
  altname: "XBTUSD",
  wsname: "XBT/USD",
  base: "XXBT",
  quote: "ZUSD",
  pair_decimals: 1,
  lot_decimals: 8,
  fees: [[0, 0.4]],
  fees_maker: [[0, 0.25]],
  ordermin: "0.00005",
  costmin: "0.5",
  tick_size: "0.1",
  status: "online",
};
