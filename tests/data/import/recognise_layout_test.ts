import assert from "node:assert/strict";
import type { DatasetName } from "../../../data/datasets.ts";
import { dumpHeader } from "../../../data/import/dump_header.ts";
import { recogniseLayout } from "../../../data/import/recognise_layout.ts";

const recognise = (header: string, dataset?: DatasetName) =>
  recogniseLayout(header.split(","), { base: "BTC", dataset });

Deno.test("recogniseLayout finds a bar's columns under the names that sources write", () => {
  const table: [string, (number | undefined)[]][] = [
    ["ts,open,high,low,close,volume", [0, 1, 2, 3, 4, 5]],
    ["date,open,high,low,close,adjclose,volume", [0, 1, 2, 3, 4, 6]],
    ["Date,Open,High,Low,Adj Close", [0, 1, 2, 3, 4, undefined]],
    ["OPEN TIME,OPEN,HIGH,LOW,CLOSE,VOLUME,CLOSE TIME", [0, 1, 2, 3, 4, 5]],
    ["unix,date,symbol,open,high,low,close,Volume BTC,Volume USDT", [0, 3, 4, 5, 6, 7]],
    ["t,o,h,l,c,v", [0, 1, 2, 3, 4, 5]],
    ["volume,close,low,high,open,timestamp", [5, 4, 3, 2, 1, 0]],
    [",open,high,low,close", [0, 1, 2, 3, 4, undefined]],
  ];
  for (const [header, [time, ...rest]] of table) {
    const layout = recognise(header);
    assert.ok("columns" in layout, header);
    assert.equal(layout.dataset, "bars");
    const names = ["open", "high", "low", "close", "volume"];
    assert.deepEqual([layout.time, ...names.map((name) => layout.columns.get(name))], [
      time,
      ...rest,
    ]);
  }
});

Deno.test("recogniseLayout tells the dataset by its columns", () => {
  const table: [string, DatasetName][] = [
    ["ts,funding_rate", "funding_rates"],
    ["ts,open_interest,oi_open,oi_high,oi_low", "open_interest"],
    ["ts,long_short_ratio,long_account,short_account", "long_short_ratio"],
    ["ts,volume,taker_buy_volume,taker_sell_volume,trades", "taker_flow"],
    ["ts,open,high,low,close,volume,taker_buy_volume,taker_sell_volume", "bars"],
    ["ts,recv_ts_ns,trade_id,price,qty,side", "trades"],
    ["ts,recv_ts_ns,update_id,bid,bid_qty,ask,ask_qty", "quotes"],
    ["ts,kind,first_update_id,last_update_id,prev_update_id,side,price,qty", "books"],
    ["date,fng", "series"],
    ["date,symbol,value", "series"],
  ];
  for (const [header, dataset] of table) {
    const layout = recognise(header);
    assert.equal("columns" in layout ? layout.dataset : layout, dataset, header);
  }
});

Deno.test("recogniseLayout says what is missing, and what is meant twice", () => {
  assert.deepEqual(recognise("when,open,hi,low,close"), { missing: ["time", "high"] });
  assert.deepEqual(recognise("ts,a,b"), { missing: ["open", "high", "low", "close"] });
  assert.deepEqual(recognise("ts,price,qty", "trades"), { missing: ["side"] });
  assert.deepEqual(recognise("ts,funding_rate,open_interest"), {
    several: ["funding_rates", "open_interest"],
  });
});

Deno.test("recogniseLayout takes the end of a row for its time only where nothing else is", () => {
  for (
    const [header, closeTime] of [["close_time", true], ["close_time,open_time", false]] as const
  ) {
    const layout = recognise(`${header},open,high,low,close`);
    assert.equal("columns" in layout && layout.closeTime, closeTime);
  }
});

Deno.test("dumpHeader knows rows without names by their shape", () => {
  const ts = 1704067200000;
  const named = (...row: (number | string)[]) => dumpHeader([row])?.name;
  assert.equal(named(ts, 1, 2, 1, 2, 0, ts + 59_999, 5, 3, 1, 1, 0), "Binance klines");
  assert.equal(named(ts, 1, 2, 1, 2, 5), "bars by position");
  assert.equal(named(ts, 1, 2, 1, 2), "bars by position");
  assert.equal(named(ts, 1, 2, 1, 2, 5, 3), "Kraken bars");
  assert.equal(named(ts, 1, 2, 2, 1, 5), "Bitfinex candles");
  assert.equal(named(7, 1, 2, 2, ts, "true"), "Binance trades");
  assert.equal(named(7, 1, 2, 8, 9, ts, "False", "True"), "Binance aggregate trades");
  assert.equal(named(7, 1, 2, 1, 2, 5), undefined);
  assert.equal(named("2024-01-01", 1, 2, 1, 2, 5), undefined);
  assert.equal(dumpHeader([]), undefined);
});
