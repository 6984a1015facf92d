import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { tableChecksum } from "../../../data/dataset_table.ts";
import type { DatasetName } from "../../../data/datasets.ts";
import { importFile } from "../../../data/import/import_file.ts";
import { openLake } from "../../../data/mod.ts";
import { readTable } from "../../../data/storage/read_table.ts";
import { inTempDir, repository } from "../helpers.ts";

const folder = fileURLToPath(new URL("../shared/data/", repository));
const absent = !existsSync(folder);
const skipped = absent ? " (skipped: there is no ../shared/data)" : "";

interface Expected {
  readonly dataset: DatasetName;
  readonly timeframe: string | null;
  readonly rows: number;
  readonly gaps?: readonly [missing: number, runs: number, longest: number];
  readonly symbol?: string;
  readonly named?: DatasetName;
  readonly blocks?: number;
}

const perpetual = "BTC/USDT:USDT";
const bars = (timeframe: string, rows: number, gaps: Expected["gaps"] = [0, 0, 0]): Expected => ({
  dataset: "bars",
  timeframe,
  rows,
  gaps,
});
const ofPerpetual = (
  dataset: DatasetName,
  timeframe: string | null,
  rows: number,
): Expected => ({ dataset, timeframe, rows, symbol: perpetual });

const files: Record<string, Expected> = {
  "btc_usdt_1h_binance_spot.parquet": bars("1h", 73_265, [122, 27, 33]),
  "eth_usdt_1h_binance_spot.parquet": bars("1h", 73_265, [122, 27, 33]),
  "btc_usdt_5m_binance_spot.parquet": bars("5m", 140_614),
  "btc_usdt_1m_binance_spot.parquet": bars("1m", 43_199),
  "btc_usd_1m_bitfinex_2018.parquet": bars("1m", 520_499, [5_101, 3_992, 67]),
  "btc_usdt_perp_1h_binance.parquet": { ...bars("1h", 58_623), symbol: perpetual },
  "btc_usdt_perp_mark_1h_binance.parquet": {
    ...ofPerpetual("mark_prices", "1h", 56_084),
    named: "mark_prices",
    gaps: [0, 0, 0],
  },
  "btc_usdt_perp_funding_binance.parquet": ofPerpetual("funding_rates", null, 7_323),
  "btc_usdt_perp_funding_rawts_binance.parquet": ofPerpetual("funding_rates", null, 4_604),
  "btc_usdt_perp_oi_30m_binance.parquet": ofPerpetual("open_interest", "30m", 1_000),
  "btc_usdt_perp_lsr_30m_binance.parquet": ofPerpetual("long_short_ratio", "30m", 1_482),
  "btc_usdt_takerflow_1h_binance_spot.parquet": {
    dataset: "taker_flow",
    timeframe: "1h",
    rows: 720,
  },
  "btc_usdt_perp_trades_20240808_binance.parquet": ofPerpetual("trades", null, 21_313),
  "btc_usdt_perp_bbo_20240808_binance.parquet": ofPerpetual("quotes", null, 66_089),
  "btc_usdt_perp_depth_20240808_binance.parquet": {
    ...ofPerpetual("books", null, 445_521),
    blocks: 2,
  },
  "fear_greed_1d.parquet": { dataset: "series", timeframe: null, rows: 2_961, symbol: "FNG" },
  "dirty_btcusdt_1h_gaps.csv": bars("1h", 8_100, [638, 191, 145]),
  "dirty_btcusdt_1m_offset_blanks.csv": bars("1m", 16_610),
  "dirty_btcusdt_lsr_unsorted.csv": { ...ofPerpetual("long_short_ratio", "30m", 1_482), blocks: 3 },
};

for (const [name, expected] of Object.entries(files)) {
  Deno.test({
    name: `importFile takes in all of ${name}, the timeframe found${skipped}`,
    ignore: absent,
    fn: () =>
      inTempDir(async (dataDir) => {
        const { symbol = "BTC/USDT", dataset, timeframe, rows, blocks = 1, gaps } = expected;
        const file = folder + name;
        const report = await importFile({
          file,
          symbol,
          venue: "test",
          dataDir,
          dataset: expected.named,
        });
        assert.deepEqual([report.dataset, report.timeframe], [dataset, timeframe]);
        assert.deepEqual([report.read, report.written, report.quarantined], [rows, rows, 0]);
        assert.equal(report.understood.order.blocks, blocks);
        if (gaps !== undefined) {
          const [missing, runs, longest] = gaps;
          assert.deepEqual(report.gaps, { missing, runs, longest });
        }
        const { columns, checksum } = await openLake({ dataDir }).readDataset({
          dataset,
          symbol,
          venue: "test",
        });
        assert.equal(columns.ts.length, rows);
        if (dataset === "trades" || dataset === "quotes" || dataset === "books") {
          assert.equal(checksum, tableChecksum(await readTable([file], { dataset })));
        }
      }),
  });
}

Deno.test({
  name: `64-bit times and ids of ticks are the source's own, row by row${skipped}`,
  ignore: absent,
  fn: () =>
    inTempDir(async (dataDir) => {
      const file = folder + "btc_usdt_perp_depth_20240808_binance.parquet";
      await importFile({ file, symbol: perpetual, venue: "test", dataDir });
      const [row] = await openLake({ dataDir }).query(`
        SELECT count(*) AS n, count(*) FILTER (
          (a.ts, a.recv_ts_ns, a.kind, a.side, a.first_update_id, a.last_update_id,
            a.prev_update_id, a.price, a.qty)
          IS NOT DISTINCT FROM (b.ts, b.recv_ts_ns, b.kind, b.side, b.first_update_id,
            b.last_update_id, b.prev_update_id, b.price, b.qty)) AS same
        FROM (SELECT *, row_number() OVER () AS i FROM books) AS a
        JOIN (SELECT *, row_number() OVER () AS i FROM read_parquet('${file}')) AS b USING (i)`);
      assert.deepEqual(row, { n: 445_521n, same: 445_521n });
    }),
});
