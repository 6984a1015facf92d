import type { DatasetName } from "../datasets.ts";

/** Names that sources give a column, the preferred one first, without case and punctuation. */
export type ColumnNames = Readonly<Record<string, readonly string[]>>;

/** Names of the time of a row. */
export const timeNames: readonly string[] = [
  "ts",
  "timestamp",
  "opentime",
  "openingtime",
  "timestampms",
  "fundingtime",
  "calctime",
  "settlementtime",
  "transacttime",
  "transactiontime",
  "tradetime",
  "unix",
  "unixtime",
  "unixtimestamp",
  "epoch",
  "datetime",
  "time",
  "date",
  "timeopen",
  "createtime",
  "eventtime",
  "indexlevel0",
  "t",
];

/** Names of a time that is the end of its row, used where there is no other. */
export const closeTimeNames: readonly string[] = ["closetime", "timeclose", "closingtime"];

/** Names of a column that says whose rows they are. */
export const symbolNames: readonly string[] = ["symbol", "ticker", "pair", "instrument", "instid"];

const prices: ColumnNames = {
  open: ["open", "openprice", "priceopen", "o"],
  high: ["high", "highprice", "pricehigh", "h"],
  low: ["low", "lowprice", "pricelow", "l"],
  close: ["close", "closeprice", "priceclose", "last", "c", "adjclose", "adjustedclose"],
};

const volume = ["volume", "vol", "basevolume", "volumebase", "tickvolume", "tickvol", "v"];
const count = ["trades", "count", "numberoftrades", "tradecount", "numtrades", "tradesnumber"];
const quantity = ["qty", "quantity", "q", "size", "amount", "volume", "vol"];
const received = ["recvtsns", "localtimestamp", "receivedtime", "receivedat"];
const side = ["side", "takerside", "aggressor"];

/** What the columns of each dataset may be called. */
export const columnNames: Readonly<Record<DatasetName, ColumnNames>> = {
  bars: { ...prices, volume },
  mark_prices: prices,
  index_prices: prices,
  taker_flow: {
    taker_buy_volume: [
      "takerbuyvolume",
      "takerbuybase",
      "takerbuybasevolume",
      "takerbuybaseassetvolume",
      "takerbuyvol",
      "buyvolume",
      "buyvol",
    ],
    taker_sell_volume: [
      "takersellvolume",
      "takersellbase",
      "takersellbasevolume",
      "takersellvol",
      "sellvolume",
      "sellvol",
    ],
    volume,
    trades: count,
  },
  open_interest: {
    open_interest: ["openinterest", "sumopeninterest", "openinterestamount", "oi", "oiclose"],
    oi_open: ["oiopen", "openinterestopen"],
    oi_high: ["oihigh", "openinteresthigh"],
    oi_low: ["oilow", "openinterestlow"],
    open_interest_usd: ["openinterestusd", "sumopeninterestvalue", "openinterestvalue", "oiusd"],
  },
  long_short_ratio: {
    long_short_ratio: ["longshortratio", "countlongshortratio", "longshortaccountratio", "lsr"],
    long_account: ["longaccount", "buyratio"],
    short_account: ["shortaccount", "sellratio"],
  },
  funding_rates: { funding_rate: ["fundingrate", "lastfundingrate", "realizedrate", "rate"] },
  series: { value: ["value"] },
  trades: {
    price: ["price", "p", "tradeprice"],
    qty: quantity,
    side: [...side, "isbuyermaker", "buyermaker", "m"],
    trade_id: ["tradeid", "aggtradeid", "id", "a", "tid"],
    recv_ts_ns: received,
  },
  quotes: {
    bid: ["bid", "bidprice", "bestbid", "bestbidprice", "b"],
    bid_qty: ["bidqty", "bidsize", "bidamount", "bidquantity", "bestbidqty", "bestbidsize"],
    ask: ["ask", "askprice", "bestask", "bestaskprice", "a"],
    ask_qty: ["askqty", "asksize", "askamount", "askquantity", "bestaskqty", "bestasksize"],
    update_id: ["updateid", "u"],
    recv_ts_ns: received,
  },
  books: {
    price: ["price", "p"],
    qty: quantity,
    side,
    kind: ["kind", "updatetype", "issnapshot", "type"],
    first_update_id: ["firstupdateid"],
    last_update_id: ["lastupdateid", "finalupdateid", "updateid"],
    prev_update_id: ["prevupdateid", "prevfinalupdateid", "previousupdateid"],
    recv_ts_ns: received,
  },
};

const buyerMakes: readonly [string, string][] = [["true", "sell"], ["false", "buy"]];
const aggressor: readonly [string, string][] = [["buy", "buy"], ["b", "buy"], ["sell", "sell"], [
  "s",
  "sell",
]];
const bookSide: readonly [string, string][] = [
  ...["bid", "bids", "b", "buy"].map((word): [string, string] => [word, "bid"]),
  ...["ask", "asks", "a", "s", "sell"].map((word): [string, string] => [word, "ask"]),
];
const bookKind: readonly [string, string][] = [
  ...["delta", "update", "l2update", "false"].map((word): [string, string] => [word, "delta"]),
  ...["snapshot", "partial", "true"].map((word): [string, string] => [word, "snapshot"]),
];

/**
 * The lake's word for each word of a source, in lower case. A trade whose buyer was the maker was
 * taken by a seller.
 */
export const words: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  "trades side": new Map([...aggressor, ...buyerMakes]),
  "books side": new Map(bookSide),
  "books kind": new Map(bookKind),
};
