import assert from "node:assert/strict";
import type { ColumnName, DatasetName } from "../../../data/datasets.ts";
import { liquidationFeeBps, marginTiers } from "../../../data/import/margin_tiers.ts";
import { readImportRecords } from "../../../data/import/import_record.ts";
import { openLake } from "../../../data/mod.ts";
import { hourMs, inTempDir, refuses, snapshot } from "../helpers.ts";
import { importText, type TextOptions } from "./import_text.ts";

const start = Date.UTC(2024, 0, 1);
const symbol = "BTC/USDT:USDT";
const hours = Array.from({ length: 12 }, (_, i) => start + i * hourMs);

interface Case {
  readonly dataset: DatasetName;
  readonly text: string;
  /** Values of the first row. */
  readonly first: Readonly<Record<string, number | string>>;
  readonly rows?: number;
  readonly options?: TextOptions;
}

const json = (rows: readonly object[]) => JSON.stringify(rows);

const cases: Record<string, Case> = {
  "Binance's funding rates": {
    dataset: "funding_rates",
    text: json(hours.map((ts) => ({
      symbol: "BTCUSDT",
      fundingTime: ts + 7,
      fundingRate: "0.00010000",
      markPrice: "42000.1",
    }))),
    first: { ts: start + 7, funding_rate: 0.0001 },
  },
  "Binance's funding dump": {
    dataset: "funding_rates",
    text: "calc_time,funding_interval_hours,last_funding_rate\n" +
      hours.map((ts) => `${ts},8,-0.00012`).join("\n"),
    first: { ts: start, funding_rate: -0.00012 },
  },
  "freqtrade's funding rates, kept where a bar has its open": {
    dataset: "funding_rates",
    text: "date,open,high,low,close,volume\n" +
      hours.map((ts) => `${ts},0.0003,0,0,0,0`).join("\n"),
    first: { ts: start, funding_rate: 0.0003 },
    options: { dataset: "funding_rates" },
  },
  "Binance's open interest": {
    dataset: "open_interest",
    text: json(hours.map((timestamp) => ({
      symbol: "BTCUSDT",
      sumOpenInterest: "20403.123",
      sumOpenInterestValue: "150570784.07",
      timestamp,
    }))),
    first: { ts: start, open_interest: 20403.123, open_interest_usd: 150570784.07, oi_low: NaN },
  },
  "Binance's long/short ratio": {
    dataset: "long_short_ratio",
    text: json(hours.map((timestamp) => ({
      symbol: "BTCUSDT",
      longShortRatio: "1.8105",
      longAccount: "0.6442",
      shortAccount: "0.3558",
      timestamp: String(timestamp),
    }))),
    first: { ts: start, long_short_ratio: 1.8105, long_account: 0.6442, short_account: 0.3558 },
  },
  "Binance's taker volumes": {
    dataset: "taker_flow",
    text: json(hours.map((timestamp) => ({
      buySellRatio: "1.5",
      buyVol: "387.3",
      sellVol: "248.5",
      timestamp,
    }))),
    first: { ts: start, taker_buy_volume: 387.3, taker_sell_volume: 248.5, volume: NaN },
  },
  "the taker volumes of Binance's klines": {
    dataset: "taker_flow",
    text: hours.map((ts) => `${ts},1,2,1,2,8,${ts + hourMs - 1},9,7,3,4,0`).join("\n"),
    first: { ts: start, taker_buy_volume: 3, taker_sell_volume: 5, volume: 8, trades: 7 },
    options: { dataset: "taker_flow" },
  },
  "Binance's trades": {
    dataset: "trades",
    text: hours.map((ts, i) => `${9e9 + i},42000.5,0.01,420.005,${ts},true,true`).join("\n"),
    first: { ts: start, price: 42000.5, qty: 0.01, side: "sell", trade_id: 9e9 },
  },
  "Binance's aggregate trades in microseconds": {
    dataset: "trades",
    text: hours.map((ts, i) => `${i},42000.5,0.01,1,2,${ts}434,False`).join("\n"),
    first: { ts: start, price: 42000.5, qty: 0.01, side: "buy", trade_id: 0 },
  },
  "Binance's aggregate trades as its API answers": {
    dataset: "trades",
    text: json(hours.map((T, a) => ({ a, p: "1.5", q: "2", f: 1, l: 2, T, m: false, M: true }))),
    first: { ts: start, price: 1.5, qty: 2, side: "buy", trade_id: 0 },
  },
  "trades with the recorder's clock": {
    dataset: "trades",
    text: "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n" +
      hours.map((ts, i) => `binance,BTCUSDT,${ts}000,${ts}123456,${i},buy,1.5,2`).join("\n"),
    first: { ts: start, recv_ts_ns: Number(`${start}123456`), side: "buy", qty: 2 },
  },
  "Binance's best bids and asks": {
    dataset: "quotes",
    text: "update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,transaction_time," +
      "event_time\n" + hours.map((ts, i) => `${i},99.5,1,100.5,2,${ts},${ts + 5}`).join("\n"),
    first: { ts: start, bid: 99.5, bid_qty: 1, ask: 100.5, ask_qty: 2, update_id: 0 },
  },
  "books by level": {
    dataset: "books",
    text: "timestamp,is_snapshot,side,price,amount\n" +
      hours.map((ts) => `${ts},false,bid,99.5,0`).join("\n"),
    first: { ts: start, kind: "delta", side: "bid", price: 99.5, qty: 0, last_update_id: NaN },
  },
  "a series of one column": {
    dataset: "series",
    text: "date,fng\n" + hours.map((ts) => `${ts},30`).join("\n"),
    first: { ts: start, value: 30 },
  },
  "a series among several columns": {
    dataset: "series",
    text: "date,a,b\n" + hours.map((ts) => `${ts},30,-5`).join("\n"),
    first: { ts: start, value: -5 },
    options: { dataset: "series", column: "b" },
  },
  "index prices": {
    dataset: "index_prices",
    text: json(hours.map((ts) => [ts, "2", "3", "1", "2.5", "0"])),
    first: { ts: start, open: 2, high: 3, low: 1, close: 2.5 },
    options: { dataset: "index_prices" },
  },
};

for (const [name, { dataset, text, first, options }] of Object.entries(cases)) {
  Deno.test(`importFile takes in ${name}`, () =>
    inTempDir(async (dir) => {
      const dataDir = `${dir}/data`;
      const report = await importText(dir, text, { symbol, ...options });
      assert.deepEqual([report.dataset, report.written, report.quarantined], [dataset, 12, 0]);
      const { columns } = await openLake({ dataDir }).readDataset({
        dataset,
        symbol,
        venue: "local",
      });
      for (const [column, value] of Object.entries(first)) {
        const values = columns[column as ColumnName<DatasetName>] as ArrayLike<number | string>;
        assert.deepEqual(values[0], value, column);
        assert.equal(values.length, 12);
      }
      const before = snapshot(dataDir);
      assert.equal((await importText(dir, text, { symbol, ...options })).unchanged, 12);
      assert.deepEqual(snapshot(dataDir), before);
    }));
}

Deno.test("importFile asks which dataset is meant where a file holds two", () =>
  inTempDir(async (dir) => {
    const text = "create_time,symbol,sum_open_interest,sum_open_interest_value," +
      "count_long_short_ratio\n" +
      hours.map((ts) => `${new Date(ts).toISOString()},BTCUSDT,5,6,1.5`).join("\n");
    await refuses(
      () => importText(dir, text, { symbol }),
      "columns of long_short_ratio and open_interest",
      "pass --dataset long_short_ratio",
    );
    for (const dataset of ["long_short_ratio", "open_interest"] as const) {
      assert.equal((await importText(dir, text, { symbol, dataset })).written, 12);
    }
    await refuses(
      () => importText(dir, text, { symbol, dataset: "trades" }),
      "as trades: no column for price, qty, side",
    );
  }));

Deno.test("importFile keeps bad rows of any dataset out, with their reasons", () =>
  inTempDir(async (dir) => {
    const good = `${start},100,1,buy,7`;
    const bad: [string, string][] = [
      [`${start},0,1,buy,7`, "number out of its range"],
      [`${start},100,-1,buy,7`, "number out of its range"],
      [`${start},100,1,up,7`, "unknown word"],
      [`${start},100,1,,7`, "unknown word"],
      [`${start},100,x,buy,7`, "text in a number column"],
      [`${start},100,,buy,7`, "missing value"],
      [`${start},100,1,buy,7.5`, "number out of its range"],
      [`${start},100,1,buy,99999999999999999999`, "number out of its range"],
      [`soon,100,1,buy,7`, "unreadable time"],
      [`,100,1,buy,7`, "missing value"],
    ];
    const text = ["ts,price,qty,side,trade_id", good, ...bad.map(([line]) => line)].join("\n");
    const report = await importText(dir, text, { symbol });
    assert.deepEqual([report.written, report.quarantined], [1, bad.length]);
    assert.match(
      report.quarantineFile!,
      /\/quarantine\/local\/BTC-USDT_USDT\/trades\/source\.csv-/,
    );
    const lines = Deno.readTextFileSync(report.quarantineFile!).trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      bad.map(([text, reason], i) => ({ row: i + 3, reason, text })),
    );
    const rates = "ts,funding_rate\n" +
      `${start},0.01\n${start + hourMs},1.5\n${start + 2 * hourMs},-2\n`;
    const funding = await importText(dir, rates, { symbol });
    assert.deepEqual(funding.reasons, { "number out of its range": 2 });
    const broken = '{"ts":1704067200000,"price":1,"qty":1,"side":"buy"}\n{"ts":17040\n7\n';
    const lost = await importText(dir, broken, { symbol: "A/B" });
    assert.deepEqual([lost.written, lost.reasons], [1, { "not JSON": 2 }]);
  }));

Deno.test("a settlement of funding is held once, whichever clock stamped it", () =>
  inTempDir(async (dir) => {
    const eight = 8 * hourMs;
    const times = [0, 1, 2, 3].map((i) => start + i * eight);
    const rates = (all: number[], rate: number) =>
      "ts,funding_rate\n" + all.map((ts) => `${ts},${rate}`).join("\n");
    await importText(dir, rates(times, 0.0001), { symbol });
    const late = times.slice(1, 3).map((ts, i) => ts + 7 + i);
    const report = await importText(dir, rates(late, 0.0002), { symbol });
    assert.deepEqual([report.written, report.unchanged], [2, 0]);
    const { columns } = await openLake({ dataDir: `${dir}/data` }).readDataset({
      dataset: "funding_rates",
      symbol,
      venue: "local",
    });
    assert.deepEqual([...columns.ts], [times[0], late[0], late[1], times[3]]);
    assert.deepEqual([...columns.funding_rate], [0.0001, 0.0002, 0.0002, 0.0001]);
    const twice = rates([...times, times[1]! + 12, times[0]! + 3], 0.0003);
    const { reasons } = await importText(dir, twice, { symbol: "ETH/USDT:USDT" });
    assert.deepEqual(reasons, { "duplicate time": 2 });
  }));

Deno.test("importFile keeps ids of 19 digits exactly, from text and from JSON", () =>
  inTempDir(async (dir) => {
    const id = "1723161255088176367";
    const texts = [
      `ts,price,qty,side,trade_id,recv_ts_ns\n${start},1,1,buy,${id},${id}\n`,
      `[{"ts":${start},"price":1,"qty":1,"side":"buy","trade_id":${id},"recv_ts_ns":${id}}]`,
    ];
    for (const [i, text] of texts.entries()) {
      const dataDir = `${dir}/${i}`;
      await importText(dir, text, { symbol, dataDir });
      const rows = await openLake({ dataDir }).query("SELECT trade_id, recv_ts_ns FROM trades");
      assert.deepEqual(rows, [{ trade_id: BigInt(id), recv_ts_ns: BigInt(id) }]);
    }
  }));

Deno.test("importFile keeps events in order of arrival, a clock that goes back included", () =>
  inTempDir(async (dir) => {
    const times = [5, 7, 6, 6, 9, 2, 9].map((ms) => start + ms);
    const text = "ts,price,qty,side\n" + times.map((ts, i) => `${ts},${i + 1},1,buy`).join("\n");
    const report = await importText(dir, text, { symbol });
    assert.deepEqual([report.written, report.from, report.to], [7, start + 2, start + 9]);
    assert.deepEqual([report.understood.order.kind, report.understood.order.blocks], [
      "unsorted",
      3,
    ]);
    const { columns } = await openLake({ dataDir: `${dir}/data` }).readDataset({
      dataset: "trades",
      symbol,
    });
    assert.deepEqual([...columns.ts], times);
    assert.deepEqual([...columns.price], [1, 2, 3, 4, 5, 6, 7]);
    const [record] = readImportRecords(`${dir}/data`, {
      dataset: "trades",
      venue: "local",
      symbol,
      timeframe: null,
    });
    assert.deepEqual(record!.understood.order, report.understood.order);
  }));

Deno.test("importFile makes a perpetual with Binance's margin, and takes what is named", () =>
  inTempDir(async (dir) => {
    const text = "ts,open,high,low,close,volume\n" +
      hours.map((ts) => `${ts},1,1,1,1,1`).join("\n");
    const first = await importText(dir, text, { symbol });
    assert.deepEqual(first.instrument, {
      venue: "local",
      symbol,
      kind: "perpetual",
      base: "BTC",
      quote: "USDT",
      tickSize: "0.1",
      lotSize: "0.001",
      minNotional: "0",
      makerFeeBps: 2,
      takerFeeBps: 5,
      calendar: "crypto",
      margin: { tiers: marginTiers, liquidationFeeBps },
    });
    const tiers = [{ ...marginTiers[0]!, notionalCap: null, maxLeverage: 10 }];
    const named = { takerFeeBps: 4, liquidationFeeBps: 50, marginTiers: tiers, lotSize: "0.01" };
    const second = await importText(dir, text, { symbol, ...named });
    const expected = {
      ...first.instrument,
      lotSize: "0.01",
      takerFeeBps: 4,
      margin: { tiers, liquidationFeeBps: 50 },
    };
    assert.deepEqual(second.instrument, expected);
    assert.deepEqual((await importText(dir, text, { symbol })).instrument, expected);
    assert.deepEqual(openLake({ dataDir: `${dir}/data` }).instrument(symbol, "local"), expected);
  }));

Deno.test("the margin tiers are continuous: a position is not margined less for being larger", () => {
  for (let i = 1; i < marginTiers.length; i++) {
    const [below, above] = [marginTiers[i - 1]!, marginTiers[i]!];
    const margin = ({ maintenanceRate, maintenanceAmount }: typeof below) =>
      below.notionalCap! * maintenanceRate - maintenanceAmount;
    assert.ok(Math.abs(margin(below) - margin(above)) < 1e-6, `tier ${i}`);
  }
});
