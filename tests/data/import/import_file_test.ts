import assert from "node:assert/strict";
import { importFile, type ImportOptions } from "../../../data/import/import_file.ts";
import { openLake } from "../../../data/mod.ts";
import { dayMs, hourMs, inTempDir, refuses, snapshot } from "../helpers.ts";

const header = "date,open,high,low,close,volume";
const good = "2024-01-02,10,12,9,11,100";

/** Import a text as a file of daily bars of a ticker, unless the options say otherwise. */
function importText(dir: string, text: string | Uint8Array, options: Partial<ImportOptions> = {}) {
  const file = options.file ?? `${dir}/source.csv`;
  Deno.writeFileSync(file, typeof text === "string" ? new TextEncoder().encode(text) : text);
  const rest = { symbol: "ABC", timeframe: "1d", venue: "local", dataDir: `${dir}/data` };
  return importFile({ ...rest, ...options, file });
}

const load = (dir: string, symbol = "ABC", timeframe = "1d") =>
  openLake({ dataDir: `${dir}/data` }).readBars({ symbol, timeframe });

Deno.test("importFile stores a CSV file, sorted, and describes the instrument", () =>
  inTempDir(async (dir) => {
    const text = `${header}\n2024-01-03,11,13,10,12,200\n${good}\n`;
    const report = await importText(dir, text);
    const { bars, instrument } = await load(dir);
    const ts = Date.UTC(2024, 0, 2);
    assert.deepEqual([...bars.ts], [ts, ts + dayMs]);
    assert.deepEqual([...bars.close], [11, 12]);
    assert.deepEqual([report.read, report.written, report.quarantined], [2, 2, 0]);
    assert.deepEqual([report.from, report.to, report.gaps], [ts, ts + dayMs, null]);
    assert.equal(report.quarantineFile, null);
    assert.deepEqual(instrument, {
      venue: "local",
      symbol: "ABC",
      kind: "equity",
      base: "ABC",
      quote: "USD",
      tickSize: "0.01",
      lotSize: "1",
      minNotional: "0",
      makerFeeBps: 1,
      takerFeeBps: 1,
      calendar: "equity",
    });
  }));

Deno.test("importFile reads what spreadsheets and exchanges write", () =>
  inTempDir(async (dir) => {
    const bom = "\ufeff";
    const sources = [
      `${header}\r\n${good}\r\n`,
      `${bom}Date;Open;High;Low;Close;Volume\n${good.replaceAll(",", ";")}`,
      `\n"time"\t"open"\t"high"\t"low"\t"close"\t"volume"\n"1704153600"\t10\t12\t9\t11\t100\n`,
      `Open Time,Open,High,Low,Close,Volume,Note\n1704153600000,10,12,9,11,100,"a, b"\n\n`,
      `Date,Volume,Close,Low,High,Open\n2024-01-02 00:00:00-05:00,100,11,9,12,10\n`,
      `unix,open,high,low,close,Volume ABC,\n1704153600000000,10,12,9,11,100,\n`,
    ];
    for (const [i, text] of sources.entries()) {
      const dataDir = `${dir}/${i}`;
      const report = await importText(dir, text, { dataDir });
      assert.deepEqual([report.read, report.quarantined], [1, 0], text);
      const { bars } = await openLake({ dataDir }).readBars({ symbol: "ABC", timeframe: "1d" });
      const columns = [bars.ts, bars.open, bars.high, bars.low, bars.close, bars.volume];
      assert.deepEqual(columns.map((column) => column[0]), [1704153600000, 10, 12, 9, 11, 100]);
    }
  }));

Deno.test("importFile keeps bad rows out, each with its line and reason", () =>
  inTempDir(async (dir) => {
    const bad: [string, string][] = [
      ["2024-01-03,abc,12,9,11,100", "text in a number column"],
      ['2024-01-03,"1,000",12,9,11,100', "text in a number column"],
      ["2024-01-03,10,12,9,,100", "missing value"],
      ["2024-01-03,10,12", "missing value"],
      [",10,12,9,11,100", "missing value"],
      ["2024-01-03,10,12,9,11,", "missing value"],
      ["2024-01-03,10,8,9,9,100", "high below low"],
      ["2024-01-03,13,12,9,11,100", "open or close outside low to high"],
      ["2024-01-03,10,12,9,8,100", "open or close outside low to high"],
      ["2024-01-03,0,12,0,11,100", "price not a positive number"],
      ["2024-01-03,10,12,-9,11,100", "price not a positive number"],
      ["2024-01-03,10,NaN,9,11,100", "price not a positive number"],
      ["2024-01-03,10,inf,9,11,100", "price not a positive number"],
      ["2024-01-03,10,12,9,11,-1", "volume below zero"],
      ["2024-01-02,20,22,19,21,100", "duplicate time"],
      ["2024-01-03 05:00,10,12,9,11,100", "time off the grid"],
      ["2024-02-30,10,12,9,11,100", "unreadable time"],
      ["03/01/2024,10,12,9,11,100", "unreadable time"],
      ["2024-01-03,1,234,240,220,230,100", "more fields than the header"],
    ];
    const text = [header, good, ...bad.map(([line]) => line)].join("\n");
    const report = await importText(dir, text);
    assert.deepEqual([report.read, report.written], [bad.length + 1, 1]);
    assert.equal(report.quarantined, bad.length);
    const lines = Deno.readTextFileSync(report.quarantineFile!).trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      bad.map(([text, reason], i) => ({ row: i + 3, reason, text })),
    );
    assert.deepEqual(report.reasons["text in a number column"], 2);
    assert.equal(Object.values(report.reasons).reduce((a, b) => a + b), bad.length);
    assert.deepEqual([...(await load(dir)).bars.open], [10]);
  }));

Deno.test("importFile leaves the same bytes when the same file comes twice", () =>
  inTempDir(async (dir) => {
    const text = `${header}\n${good}\nsoon,1,1,1,1,1\n`;
    await importText(dir, text);
    const before = snapshot(`${dir}/data`);
    const again = await importText(dir, text);
    assert.deepEqual([again.written, again.unchanged, again.quarantined], [0, 1, 1]);
    assert.deepEqual(snapshot(`${dir}/data`), before);
  }));

Deno.test("importFile merges files, the later one winning", () =>
  inTempDir(async (dir) => {
    await importText(dir, `${header}\n${good}\n2024-01-03,11,13,10,12,200\n`);
    const report = await importText(
      dir,
      `${header}\n2024-01-03,11,13,10,13,200\n2025-01-02,1,1,1,1,1\n`,
    );
    assert.deepEqual([report.written, report.unchanged], [2, 0]);
    assert.deepEqual([...(await load(dir)).bars.close], [11, 13, 1]);
  }));

Deno.test("importFile has crypto defaults for a pair and keeps what is known of an instrument", () =>
  inTempDir(async (dir) => {
    const pair = { symbol: "XYZ/USDT", timeframe: "1h" };
    const text = `ts,open,high,low,close\n${Date.UTC(2024)},1,1,1,1\n${
      Date.UTC(2024) + 3 * hourMs
    },1,1,1,1\n`;
    const first = await importText(dir, text, { ...pair, tickSize: "0.5", feeBps: 7 });
    const { tickSize, lotSize, calendar, takerFeeBps, quote, kind } = first.instrument!;
    assert.deepEqual([tickSize, lotSize, takerFeeBps], ["0.5", "0.00000001", 7]);
    assert.deepEqual([kind, quote, calendar], ["spot", "USDT", "crypto"]);
    assert.deepEqual(first.gaps, { missing: 2, runs: 1, longest: 2 });
    assert.ok((await load(dir, "XYZ/USDT", "1h")).bars.volume.every(Number.isNaN));
    const second = await importText(dir, text, { ...pair, lotSize: "0.1", minNotional: "5" });
    assert.deepEqual(second.instrument, { ...first.instrument, lotSize: "0.1", minNotional: "5" });
  }));

Deno.test("importFile keeps the sample's instrument for another timeframe of it", () =>
  inTempDir(async (dir) => {
    const options = { symbol: "ETH/USDT", venue: "binance", timeframe: "4h" };
    const { instrument } = await importText(dir, `${header}\n${good}\n`, options);
    assert.deepEqual([instrument!.lotSize, instrument!.minNotional], ["0.0001", "5"]);
  }));

Deno.test("importFile lets exchange hours open on the half hour, and crypto hours not", () =>
  inTempDir(async (dir) => {
    const text = `${header}\n2024-01-02 14:30,10,12,9,11,100\n`;
    const equity = await importText(dir, text, { timeframe: "1h" });
    assert.equal(equity.written, 1);
    const options = { timeframe: "1h", symbol: "A/B" };
    await refuses(() => importText(dir, text, options), "time off the grid: 1");
  }));

Deno.test("importFile refuses files without bars in one sentence", () =>
  inTempDir(async (dir) => {
    const refused = (text: string | Uint8Array, ...parts: string[]) =>
      refuses(() => importText(dir, text), `Cannot import "${dir}/source.csv"`, ...parts);
    await refused("", "the file is empty");
    await refused("\n \n", "the file is empty");
    await refused(`${header}\n`, "a header but no rows");
    await refused(
      "when,open,high,low,last trade\n1,2,3,4,5\n",
      "no column for time, close",
      "(columns found: when, open, high, low, last trade)",
    );
    await refused("1704153600000,1,2,3,4,5,6,7\n", "no column for time, open, high, low, close");
    await refused("just some prose\nand more\n", "columns found: just some prose");
    await refused(`${header}\nsoon,1,1,1,1,1\n2024-01-02,1,x,1,1,1\n`, "none of its rows is good");
    await refused("PK\x03\x04…", "ZIP or Excel");
    await refused(Uint8Array.of(0x1f, 0x8b, 8, 0), "the gzip file is damaged");
    await refused(Uint8Array.of(1, 0, 2, 0), "none of CSV, JSON, Parquet and Feather");
    assert.throws(() => Deno.statSync(`${dir}/data/lake/bars`), Deno.errors.NotFound);
  }));

Deno.test("importFile refuses paths, names and timeframes that cannot be", () =>
  inTempDir(async (dir) => {
    const text = `${header}\n${good}\n`;
    await refuses(
      () =>
        importFile({
          file: `${dir}/no.csv`,
          symbol: "A",
          timeframe: "1d",
          venue: "v",
          dataDir: dir,
        }),
      `"${dir}/no.csv": there is no such file`,
    );
    await refuses(
      () => importFile({ file: dir, symbol: "A", timeframe: "1d", venue: "v", dataDir: dir }),
      "it is a folder",
    );
    await refuses(() => importText(dir, text, { symbol: "../../x" }), "as a symbol");
    await refuses(() => importText(dir, text, { venue: "../x" }), "as a venue");
    await refuses(() => importText(dir, text, { timeframe: "1day" }), 'did you mean "1d"?');
    await refuses(() => importText(dir, text, { symbol: "A/B:A" }), "import the linear perpetual");
    await refuses(() => importText(dir, text, { symbol: "A/B:B-240329" }), "with a last day");
    await refuses(() => importText(dir, text, { dataDir: `${dir}/source.csv` }), "it is a file");
  }));

Deno.test("importFile refuses rows of another timeframe instead of losing most of them", () =>
  inTempDir(async (dir) => {
    const rows = Array.from({ length: 48 }, (_, i) => `${Date.UTC(2024) + i * hourMs},1,1,1,1,1`);
    const text = [header, ...rows].join("\n");
    await refuses(
      () => importText(dir, text),
      "as 1d bars: its rows are 1h apart; pass --timeframe 1h",
    );
    const options = { timeframe: "1m" };
    await refuses(() => importText(dir, text, options), "as 1m bars", "pass --timeframe 1h");
  }));
