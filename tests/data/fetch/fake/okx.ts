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

/**
 * Answers as OKX does: the newest rows of the range first, both of its ends excluded, and amounts of
 * swaps in contracts of 0.01 BTC.
 */
export function okx(path: string, query: URLSearchParams, market: FakeMarket): unknown {
  const envelope = (data: unknown[]) => ({ code: "0", msg: "", data });
  const route = path.replace("/api/v5/", "");
  const limitOf = (most: number) => Math.min(Number(query.get("limit") ?? 100), most);
  const swap = query.get("instId")?.endsWith("-SWAP") ?? false;
  const newest = (stepMs: number, limit: number, [begin, end] = ["before", "after"]) => {
    const from = Number(query.get(begin!) ?? 0) + 1;
    const to = Number(query.get(end!) ?? market.now + 1);
    return timesOf(market, { from, to, stepMs }).reverse().slice(0, limit);
  };
  switch (route) {
    case "public/time":
      return envelope([{ ts: String(market.now) }]);
    case "public/instruments":
      return envelope(query.get("instType") === "SWAP" ? [perpetual, inverse] : [pair]);
    case "market/candles":
    case "market/history-candles": {
      const stepMs = stepOf(query.get("bar")!);
      return envelope(
        newest(stepMs, limitOf(300)).map((ts) => {
          const [open, high, low, close, volume] = barAt(ts, stepMs);
          const contracts = (Number(volume) * 100).toFixed(1);
          const amounts = swap ? [contracts, volume, "0"] : [volume, "0", "0"];
          return [String(ts), open, high, low, close, ...amounts, "1"];
        }),
      );
    }
    case "market/history-mark-price-candles":
    case "market/mark-price-candles":
    case "market/history-index-candles":
    case "market/index-candles": {
      const stepMs = stepOf(query.get("bar")!);
      return envelope(
        newest(stepMs, limitOf(100)).map((ts) => [
          String(ts),
          ...barAt(ts, stepMs).slice(0, 4),
          "1",
        ]),
      );
    }
    case "public/funding-rate-history":
      return envelope(
        newest(8 * 3_600_000, limitOf(100)).map((ts) => ({
          instId: query.get("instId"),
          fundingTime: String(ts),
          realizedRate: rateAt(ts),
          fundingRate: "0.5",
        })),
      );
    case "rubik/stat/contracts/open-interest-history":
      return envelope(
        newest(stepOf(query.get("period")!), limitOf(100), ["begin", "end"]).map((ts) => {
          const base = interestAt(ts);
          return [
            String(ts),
            (Number(base) * 100).toFixed(1),
            base,
            (Number(base) * 100).toFixed(2),
          ];
        }),
      );
    case "rubik/stat/contracts/long-short-account-ratio-contract":
      return envelope(
        newest(stepOf(query.get("period")!), limitOf(100), ["begin", "end"])
          .map((ts) => [String(ts), ratioAt(ts)]),
      );
    case "market/history-trades": {
      const after = Number(query.get("after"));
      const end = query.get("type") === "2" ? idAt(market, after) : after;
      return envelope(
        tradesOf(market, end - limitOf(100), end).reverse().map((trade) => ({
          instId: query.get("instId"),
          tradeId: String(trade.id),
          px: trade.price,
          sz: trade.qty,
          side: trade.side,
          ts: String(trade.ts),
        })),
      );
    }
  }
  return undefined;
}

/** "1H", "4H", "1Dutc": without "utc" a day begins at Hong Kong's midnight. */
function stepOf(bar: string): number {
  const stepMs = timeframeMs(bar.replace("utc", "").toLowerCase());
  const isUtc = bar.endsWith("utc") || stepMs < 6 * 3_600_000;
  if (!isUtc) throw new Error(`bar=${bar} would begin at Hong Kong's midnight`);
  return stepMs;
}

const pair = {
  instId: "BTC-USDT",
  instType: "SPOT",
  baseCcy: "BTC",
  quoteCcy: "USDT",
  uly: "",
  settleCcy: "",
  tickSz: "0.1",
  lotSz: "0.00000001",
  minSz: "0.00001",
  ctVal: "",
  ctMult: "",
  ctValCcy: "",
  lever: "10",
  state: "live",
  listTime: "1611907686000",
};

const perpetual = {
  ...pair,
  instId: "BTC-USDT-SWAP",
  instType: "SWAP",
  baseCcy: "",
  quoteCcy: "",
  uly: "BTC-USDT",
  instFamily: "BTC-USDT",
  settleCcy: "USDT",
  lotSz: "0.01",
  minSz: "0.01",
  ctVal: "0.01",
  ctMult: "1",
  ctValCcy: "BTC",
  listTime: "1573557408000",
};

const inverse = {
  ...perpetual,
  instId: "BTC-USD-SWAP",
  uly: "BTC-USD",
  instFamily: "BTC-USD",
  settleCcy: "BTC",
  ctVal: "100",
  ctValCcy: "USD",
};
