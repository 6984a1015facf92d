import assert from "node:assert/strict";
import { recogniseColumns } from "../../../data/import/recognise_columns.ts";

Deno.test("recogniseColumns knows the headers that sources write", () => {
  const table: [string, (number | undefined)[]][] = [
    ["ts,open,high,low,close,volume", [0, 1, 2, 3, 4, 5]],
    ["date,open,high,low,close,adjclose,volume", [0, 1, 2, 3, 4, 6]],
    ["Date,Open,High,Low,Adj Close", [0, 1, 2, 3, 4, undefined]],
    ["OPEN TIME,OPEN,HIGH,LOW,CLOSE,VOLUME,CLOSE TIME", [0, 1, 2, 3, 4, 5]],
    ["open_time;ignore", []],
    ["unix,date,symbol,open,high,low,close,Volume BTC,Volume USDT", [1, 3, 4, 5, 6, 7]],
    ["t,o,h,l,c,v", [0, 1, 2, 3, 4, 5]],
    ["volume,close,low,high,open,timestamp", [5, 4, 3, 2, 1, 0]],
  ];
  for (const [header, [time, open, high, low, close, volume]] of table) {
    const found = recogniseColumns(header.split(","), "BTC");
    if (time === undefined) assert.ok("length" in found);
    else assert.deepEqual(found, { time, open, high, low, close, volume }, header);
  }
});

Deno.test("recogniseColumns returns what is missing", () => {
  assert.deepEqual(recogniseColumns(["when", "open", "hi", "low", "close"], "X"), ["time", "high"]);
  assert.deepEqual(recogniseColumns([], "X"), ["time", "open", "high", "low", "close"]);
});
