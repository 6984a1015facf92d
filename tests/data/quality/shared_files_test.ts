import assert from "node:assert/strict";
import { importFile } from "../../../data/import/import_file.ts";
import { checkFile } from "../../../data/quality/check_file.ts";
import { checkLake } from "../../../data/quality/check_lake.ts";
import type { SeriesReport } from "../../../data/quality/series_report.ts";
import { inTempDir } from "../helpers.ts";
import { sharedData, sharedDataTest } from "./shared_data.ts";

/** What the folder's own README says of a file, and what of it has a kind. */
interface Expected {
  readonly file: string;
  readonly symbol: string;
  readonly timeframe: string | null;
  readonly dataset?: SeriesReport["dataset"];
  readonly rows: number;
  /** Missing bars, runs of them, the longest; none where rows keep no grid. */
  readonly gaps: readonly [number, number, number] | null;
  /** Findings by kind. */
  readonly kinds?: Readonly<Record<string, number>>;
}

const perpetual = "BTC/USDT:USDT";
const whole = [0, 0, 0] as const;

const files: readonly Expected[] = [
  {
    file: "btc_usdt_1h_binance_spot.parquet",
    symbol: "BTC/USDT",
    timeframe: "1h",
    rows: 73_265,
    gaps: [122, 27, 33],
    kinds: { gap: 27, zero_volume: 3 },
  },
  {
    file: "eth_usdt_1h_binance_spot.parquet",
    symbol: "ETH/USDT",
    timeframe: "1h",
    rows: 73_265,
    gaps: [122, 27, 33],
    kinds: { gap: 27, zero_volume: 3 },
  },
  {
    file: "btc_usdt_5m_binance_spot.parquet",
    symbol: "BTC/USDT",
    timeframe: "5m",
    rows: 140_614,
    gaps: whole,
  },
  {
    file: "btc_usdt_1m_binance_spot.parquet",
    symbol: "BTC/USDT",
    timeframe: "1m",
    rows: 43_199,
    gaps: whole,
  },
  {
    file: "btc_usd_1m_bitfinex_2018.parquet",
    symbol: "BTC/USD",
    timeframe: "1m",
    rows: 520_499,
    gaps: [5_101, 3_992, 67],
    kinds: { gap: 3_992 },
  },
  {
    file: "btc_usdt_perp_1h_binance.parquet",
    symbol: perpetual,
    timeframe: "1h",
    rows: 58_623,
    gaps: whole,
    kinds: { zero_volume: 2 },
  },
  {
    file: "btc_usdt_perp_mark_1h_binance.parquet",
    symbol: perpetual,
    timeframe: "1h",
    dataset: "mark_prices",
    rows: 56_084,
    gaps: whole,
  },
  {
    file: "btc_usdt_perp_funding_binance.parquet",
    symbol: perpetual,
    timeframe: null,
    dataset: "funding_rates",
    rows: 7_323,
    gaps: whole,
  },
  {
    file: "btc_usdt_perp_funding_rawts_binance.parquet",
    symbol: perpetual,
    timeframe: null,
    dataset: "funding_rates",
    rows: 4_604,
    gaps: whole,
    kinds: { off_grid: 1 },
  },
  {
    file: "btc_usdt_perp_oi_30m_binance.parquet",
    symbol: perpetual,
    timeframe: "30m",
    dataset: "open_interest",
    rows: 1_000,
    gaps: whole,
  },
  {
    file: "btc_usdt_perp_lsr_30m_binance.parquet",
    symbol: perpetual,
    timeframe: "30m",
    dataset: "long_short_ratio",
    rows: 1_482,
    gaps: whole,
  },
  {
    file: "btc_usdt_takerflow_1h_binance_spot.parquet",
    symbol: "BTC/USDT",
    timeframe: "1h",
    dataset: "taker_flow",
    rows: 720,
    gaps: whole,
  },
  {
    file: "btc_usdt_perp_trades_20240808_binance.parquet",
    symbol: perpetual,
    timeframe: null,
    dataset: "trades",
    rows: 21_313,
    gaps: null,
    kinds: { clock: 1 },
  },
  {
    file: "btc_usdt_perp_bbo_20240808_binance.parquet",
    symbol: perpetual,
    timeframe: null,
    dataset: "quotes",
    rows: 66_089,
    gaps: null,
    kinds: { clock: 1 },
  },
  {
    file: "btc_usdt_perp_depth_20240808_binance.parquet",
    symbol: perpetual,
    timeframe: null,
    dataset: "books",
    rows: 445_521,
    gaps: null,
    kinds: { clock: 1 },
  },
  {
    file: "fear_greed_1d.parquet",
    symbol: "FNG",
    timeframe: null,
    dataset: "series",
    rows: 2_961,
    gaps: [4, 2, 3],
    kinds: { gap: 2 },
  },
  {
    file: "dirty_btcusdt_1h_gaps.csv",
    symbol: "BTC/USDT",
    timeframe: "1h",
    rows: 8_100,
    gaps: [638, 191, 145],
    kinds: { gap: 191, paging: 1 },
  },
  {
    file: "dirty_btcusdt_1m_offset_blanks.csv",
    symbol: "BTC/USDT",
    timeframe: "1m",
    rows: 16_610,
    gaps: whole,
    kinds: { splice: 1, zero_volume: 1 },
  },
  {
    file: "dirty_btcusdt_lsr_unsorted.csv",
    symbol: perpetual,
    timeframe: "30m",
    dataset: "long_short_ratio",
    rows: 1_482,
    gaps: whole,
    kinds: { unsorted: 1 },
  },
];

for (const each of files) {
  sharedDataTest(
    `${each.file}: check finds in the file what its README says`,
    () =>
      inTempDir(async (dataDir) => {
        const { file, dataset = "bars", timeframe, kinds = {} } = each;
        const named = dataset === "mark_prices" ? dataset : undefined;
        const report = await checkFile({ file: sharedData + file, dataDir, dataset: named });
        expect(report, each);
        assert.deepEqual([report.dataset, report.venue, report.symbol], [dataset, null, null]);
        assert.equal(report.timeframe, timeframe);
        assert.deepEqual(byKind(report), kinds);
        assert.deepEqual([...Deno.readDirSync(dataDir)], [], "nothing is written");
      }),
  );
}

sharedDataTest(
  "all files imported into one lake: check finds the same in what is held",
  () =>
    inTempDir(async (dataDir) => {
      for (const { file, symbol, dataset } of files) {
        const venue = venueOf(file);
        await importFile({ file: sharedData + file, symbol, venue, dataset, dataDir });
      }
      const reports = await checkLake(dataDir);
      for (const each of files) {
        const { file, symbol, timeframe, dataset = "bars", kinds = {} } = each;
        const [report, ...others] = reports.filter((report) =>
          report.venue === venueOf(file) && report.symbol === symbol &&
          report.timeframe === timeframe && report.dataset === dataset
        );
        assert.deepEqual(others, []);
        expect(report!, each);
        assert.deepEqual(byKind(report!), kinds, file);
      }
    }),
);

sharedDataTest(
  "the splice is named to the bar, the unsorted blocks with their jumps",
  () =>
    inTempDir(async (dataDir) => {
      const check = async (file: string, kind: string) => {
        const report = await checkFile({ file: sharedData + file, dataDir });
        return report.findings.find((finding) => finding.kind === kind)!;
      };
      const splice = await check("dirty_btcusdt_1m_offset_blanks.csv", "splice");
      assert.equal(splice.from, Date.parse("2025-05-27T23:57Z"));
      assert.equal(splice.to, Date.parse("2025-05-27T23:58Z"));
      const unsorted = await check("dirty_btcusdt_lsr_unsorted.csv", "unsorted");
      assert.match(unsorted.detail, /^3 blocks out of order, 2 backward jumps: /);
      const stamps = await check("btc_usdt_perp_funding_rawts_binance.parquet", "off_grid");
      assert.match(stamps.detail, /^1,922 of 4,604 times lie 1 to 31 ms off the grid/);
      const clock = await check("btc_usdt_perp_trades_20240808_binance.parquet", "clock");
      assert.match(clock.detail, /^21,313 of 21,313 rows .* by 1\.27 s on average/);
      const pages = await check("dirty_btcusdt_1h_gaps.csv", "paging");
      assert.match(pages.detail, /^185 of 191 holes begin 24 bars apart/);
    }),
);

function expect(report: SeriesReport, { file, rows, gaps }: Expected): void {
  const { missing, gapRuns, longestGap, duplicates } = report;
  const found = missing === null ? null : [missing, gapRuns, longestGap];
  assert.deepEqual([report.rows, found, duplicates], [rows, gaps, 0], file);
}

function byKind({ findings }: SeriesReport): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Files of one series each get a venue of their own. */
function venueOf(file: string): string {
  if (file.startsWith("dirty")) return `dirty-${file.length}`;
  return file.includes("rawts") ? "raw" : file.includes("bitfinex") ? "bitfinex" : "binance";
}
