import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { planImport } from "../../../data/import/plan_import.ts";
import { siftRows } from "../../../data/import/sift_rows.ts";
import { openLake } from "../../../data/mod.ts";
import { hourMs, inTempDir, refuses, repository, snapshot } from "../helpers.ts";
import { importText, type TextOptions } from "./import_text.ts";

const start = Date.UTC(2024, 0, 1);
const hours = Array.from({ length: 12 }, (_, i) => start + i * hourMs);

/** Twelve hourly bars: open 100, high 102, low 99, close 101 and volume 0, all plus the hour. */
const expected = {
  ts: hours,
  open: hours.map((_, i) => 100 + i),
  high: hours.map((_, i) => 102 + i),
  low: hours.map((_, i) => 99 + i),
  close: hours.map((_, i) => 101 + i),
  volume: hours.map((_, i) => i),
};

/** A line of each of these bars. */
function lines(line: (ts: number, prices: string, i: number) => string): string {
  return hours.map((ts, i) => line(ts, `${100 + i},${102 + i},${99 + i},${101 + i}`, i)).join("\n");
}

async function barsIn(dir: string, symbol = "BTC/USDT") {
  const query = { symbol, timeframe: "1h", venue: "local" };
  const { bars } = await openLake({ dataDir: `${dir}/data` }).readBars(query);
  return Object.fromEntries(Object.entries(bars).map(([name, column]) => [name, [...column]]));
}

const iso = (ts: number) => new Date(ts).toISOString();
const klines = (unit: number) =>
  lines((ts, prices, i) =>
    `${ts * unit},${prices},${i}.0,${(ts + hourMs) * unit - 1},1000.5,7,${i / 2},500.2,0`
  );

const layouts: Record<
  string,
  { text: string | Uint8Array; format: string; options?: TextOptions }
> = {
  "Binance klines in milliseconds": {
    text: klines(1),
    format: "CSV without a header, Binance klines",
  },
  "Binance klines in microseconds": {
    text: klines(1000),
    format: "CSV without a header, Binance klines",
  },
  "CryptoDataDownload": {
    text: "https://www.CryptoDataDownload.com\n" +
      "Unix,Date,Symbol,Open,High,Low,Close,Volume BTC,Volume USDT,tradecount\n" +
      lines((ts, prices, i) => `${ts},${iso(ts).slice(0, 19)},BTCUSDT,${prices},${i},9,5`)
        .split("\n").reverse().join("\n"),
    format: "CSV",
  },
  "Yahoo": {
    text: "Date,Open,High,Low,Close,Adj Close,Volume\n" +
      lines((ts, prices, i) => `${iso(ts).replace("T", " ").slice(0, 19)}+00:00,${prices},1,${i}`),
    format: "CSV",
  },
  "freqtrade's JSON": {
    text: `[${lines((ts, prices, i) => `[${ts},${prices},${i}.0]`).replaceAll("\n", ",")}]`,
    format: "JSON lists, bars by position",
  },
  "ccxt's JSON, one bar a line": {
    text: lines((ts, prices, i) => `[${ts},${prices},${i}]`),
    format: "JSON Lines lists, bars by position",
  },
  "Bitfinex's candles, the close second": {
    text: `[${
      hours.map((ts, i) => `[${ts},${100 + i},${101 + i},${102 + i},${99 + i},${i}]`).join(",")
    }]`,
    format: "JSON lists, Bitfinex candles",
  },
  "JSON Lines of objects with seconds": {
    text: hours.map((ts, i) =>
      JSON.stringify({
        v: i,
        t: ts / 1000,
        o: String(100 + i),
        h: 102 + i,
        l: 99 + i,
        c: 101 + i,
      })
    ).join("\n"),
    format: "JSON Lines",
  },
  "a venue's answer with a list inside": {
    text: JSON.stringify({
      code: "0",
      data: hours.map((ts, i) => ({
        time: ts,
        open: 100 + i,
        high: 102 + i,
        low: 99 + i,
        close: 101 + i,
        volume: i,
      })),
    }),
    format: "JSON",
  },
  "nanoseconds, semicolons, blank lines and a blank index": {
    text: `\n;ts;open;high;low;close;volume;\n\n` +
      lines((ts, prices, i) => `${i};${ts}000000;${prices.replaceAll(",", ";")};${i};`),
    format: "CSV",
  },
  "ISO with offsets, packed with gzip": {
    text: new Uint8Array(gzipSync(
      "timestamp,open,high,low,close,volume\n" +
        lines((ts, prices, i) => `${iso(ts - 4 * hourMs).slice(0, 19)}-04:00,${prices},${i}`),
    )),
    format: "CSV, gzip",
  },
  "local times of a named zone": {
    text: "date,open,high,low,close,volume\n" +
      lines((ts, prices, i) => `${iso(ts - 3 * hourMs).slice(0, 19)},${prices},${i}`),
    format: "CSV",
    options: { timezone: "America/Sao_Paulo" },
  },
  "MetaTrader's date and time of day": {
    text: "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<SPREAD>\n" +
      lines((ts, prices, i) => {
        const [date, time] = iso(ts).slice(0, 19).split("T");
        return `${date!.replaceAll("-", ".")}\t${time}\t${prices.replaceAll(",", "\t")}\t${i}\t3`;
      }),
    format: "CSV",
  },
  "times of the close": {
    text: "date,open,high,low,close,volume\n" +
      lines((ts, prices, i) => `${iso(ts + hourMs)},${prices},${i}`),
    format: "CSV",
    options: { label: "close" },
  },
  "a close time only, the last millisecond of the bar": {
    text: "close_time,open,high,low,close,volume\n" +
      lines((ts, prices, i) => `${ts + hourMs - 1},${prices},${i}`),
    format: "CSV",
  },
  "times some milliseconds late, put on the grid": {
    text: "ts,open,high,low,close,volume\n" + lines((ts, prices, i) => `${ts + i},${prices},${i}`),
    format: "CSV",
    options: { snapMs: 11 },
  },
};

for (const [name, { text, format, options }] of Object.entries(layouts)) {
  Deno.test(`importFile takes in ${name}`, () =>
    inTempDir(async (dir) => {
      const report = await importText(dir, text, options);
      assert.equal(report.understood.format, format);
      assert.deepEqual([report.read, report.written, report.quarantined], [12, 12, 0]);
      assert.deepEqual([report.dataset, report.timeframe], ["bars", "1h"]);
      assert.deepEqual(await barsIn(dir), expected);
    }));
}

for (const compression of ["uncompressed", "lz4", "zstd"]) {
  Deno.test(`importFile takes in Feather, ${compression}`, () =>
    inTempDir(async (dir) => {
      const bytes = Deno.readFileSync(
        new URL(`tests/data/import/feather/bars_${compression}.feather`, repository),
      );
      const report = await importText(dir, bytes, { file: `${dir}/BTC_USDT-1h.feather` });
      assert.deepEqual([report.understood.format, report.written], ["Feather", 12]);
      assert.deepEqual(await barsIn(dir), expected);
      for (const size of [7, 100, bytes.length >> 1]) {
        const cut = { file: `${dir}/cut.feather`, dataDir: `${dir}/cut` };
        await refuses(() => importText(dir, bytes.subarray(0, size), cut), "Feather", "damaged");
      }
    }));
}

Deno.test("importFile reads a file without volume, and a column of it that is blank throughout", () =>
  inTempDir(async (dir) => {
    const texts = {
      none: "ts,open,high,low,close\n" + lines((ts, prices) => `${ts},${prices}`),
      blank: "ts,open,high,low,close,volume\n" + lines((ts, prices) => `${ts},${prices},`),
    };
    for (const [name, text] of Object.entries(texts)) {
      const report = await importText(dir, text, { symbol: `${name}/USDT` });
      assert.equal(report.written, 12);
      assert.ok((await barsIn(dir, `${name}/USDT`))["volume"]!.every(Number.isNaN));
      assert.equal(report.understood.notes.length, name === "blank" ? 1 : 0);
    }
    const late = texts.blank + "\n" + `${start + 12 * hourMs},1,1,1,1,5`;
    const report = await importText(dir, late, { symbol: "LATE/USDT" });
    assert.deepEqual([report.written, report.reasons], [1, { "missing value": 12 }]);
  }));

Deno.test("importFile does not let prices without volume take the place of bars", () =>
  inTempDir(async (dir) => {
    const blank = "ts,open,high,low,close,volume\n" + lines((ts, prices) => `${ts},${prices},`);
    await importText(dir, klines(1));
    await refuses(() => importText(dir, blank), 'bars of "BTC/USDT" are held', "mark_prices");
    assert.deepEqual(await barsIn(dir), expected);
    assert.equal((await importText(dir, blank, { dataset: "mark_prices" })).written, 12);
    assert.equal((await importText(dir, blank, { dataset: "bars" })).written, 12);
  }));

Deno.test("importFile sorts rows in blocks and says how they lay", () =>
  inTempDir(async (dir) => {
    const all = klines(1).split("\n");
    const blocks = [...all.slice(8), ...all.slice(0, 4), ...all.slice(4, 8)];
    const { understood } = await importText(dir, blocks.join("\n"));
    assert.deepEqual(understood.order, {
      kind: "unsorted",
      blocks: 2,
      jumps: [[hours[11], hours[0]]],
    });
    assert.deepEqual(await barsIn(dir), expected);
    const turned = await importText(dir, all.reverse().join("\n"));
    assert.deepEqual([turned.understood.order.kind, turned.unchanged], ["descending", 12]);
  }));

Deno.test("importFile keeps the first of rows that share a time, wherever they stand", () =>
  inTempDir(async (dir) => {
    const all = klines(1).split("\n");
    const other = all[3]!.replace("103,105,102,104", "1,9,1,9");
    for (const text of [[...all, other], [other, ...all], [...all.toReversed(), other]]) {
      const dataDir = `${dir}/${text[0]!.slice(0, 13)}${text.at(-1)!.slice(0, 13)}`;
      const report = await importText(dir, text.join("\n"), { dataDir });
      assert.deepEqual(report.reasons, { "duplicate time": 1 });
      assert.equal(report.written, 12);
    }
  }));

Deno.test("importFile puts local times that come twice or never into quarantine", () =>
  inTempDir(async (dir) => {
    const row = (time: string) => `${time},1,1,1,1,1`;
    const text = [
      "date,open,high,low,close,volume",
      // Clocks in New York went forward on 2024-03-10 at 02:00 and back on 2024-11-03 at 02:00.
      row("2024-03-10 01:00"),
      row("2024-03-10 02:00"),
      row("2024-03-10 03:00"),
      row("2024-11-03 00:00"),
      row("2024-11-03 01:00"),
      row("2024-11-03 02:00"),
      row("2024-11-03T12:00Z"),
    ].join("\n");
    const report = await importText(dir, text, { timezone: "America/New_York", timeframe: "1h" });
    assert.deepEqual(report.reasons, {
      "local time that was skipped": 1,
      "local time that comes twice": 1,
    });
    assert.deepEqual((await barsIn(dir))["ts"], [
      Date.UTC(2024, 2, 10, 6),
      Date.UTC(2024, 2, 10, 7),
      Date.UTC(2024, 10, 3, 4),
      Date.UTC(2024, 10, 3, 7),
      Date.UTC(2024, 10, 3, 12),
    ]);
    await refuses(() => importText(dir, text, { timezone: "Mars/Olympus" }), "Unknown time zone");
  }));

Deno.test("importFile keeps bars off the grid out unless told to put them on it", () =>
  inTempDir(async (dir) => {
    const text = "ts,open,high,low,close,volume\n" +
      lines((ts, prices, i) => `${ts + (i < 3 ? 7 : 0)},${prices},${i}`);
    const kept = await importText(dir, text);
    assert.deepEqual([kept.written, kept.reasons], [9, { "time off the grid": 3 }]);
    const near = await importText(dir, text, { snapMs: 6 });
    assert.deepEqual([near.snapped, near.quarantined], [0, 3]);
    const snapped = await importText(dir, text, { snapMs: 7 });
    assert.deepEqual([snapped.snapped, snapped.quarantined, snapped.written], [3, 0, 3]);
    assert.deepEqual(await barsIn(dir), expected);
  }));

Deno.test("importFile finds no timeframe in too few rows, or in rows of an odd step", () =>
  inTempDir(async (dir) => {
    const few = klines(1).split("\n").slice(0, 5).join("\n");
    await refuses(() => importText(dir, few), "cannot be told from 5 readable times");
    const odd = "ts,open,high,low,close\n" +
      hours.map((_, i) => `${start + i * 420_000},1,1,1,1`).join("\n");
    await refuses(() => importText(dir, odd), "420 s apart, which is no timeframe");
  }));

Deno.test("importFile refuses a file of several symbols, and notes one of another", () =>
  inTempDir(async (dir) => {
    const of = (symbol: (i: number) => string) =>
      "symbol,ts,open,high,low,close\n" + lines((ts, prices, i) => `${symbol(i)},${ts},${prices}`);
    await refuses(
      () => importText(dir, of((i) => i % 2 === 0 ? "BTCUSDT" : "ETHUSDT")),
      'several symbols, "BTCUSDT" and "ETHUSDT"',
    );
    const { understood } = await importText(dir, of(() => "ETHUSDT"));
    assert.deepEqual(understood.notes, ['the rows say that they are of "ETHUSDT"']);
  }));

Deno.test("importFile refuses gzip that is cut short", () =>
  inTempDir(async (dir) => {
    const packed = new Uint8Array(gzipSync("ts,open,high,low,close\n" + klines(1).repeat(50)));
    const cut = packed.subarray(0, packed.length - 20);
    await refuses(() => importText(dir, cut), "gzip file is damaged or incomplete");
    assert.throws(() => Deno.statSync(`${dir}/data/lake`), Deno.errors.NotFound);
  }));

Deno.test("siftRows hands many events on day by day, and a row of a day that is gone it refuses", () =>
  inTempDir(async (dir) => {
    const day = 86_400_000;
    const times = [0, 1, day, day - 1, day + 5, 2 * day, 2 * day + 1, day + 6, 2 * day + 2]
      .map((ms) => start + ms);
    const texts = times.map((ts, i) => `{"ts":${ts},"price":${i + 1},"qty":1,"side":"buy"}`);
    const file = `${dir}/trades.jsonl`;
    Deno.writeTextFileSync(file, texts.join("\n"));
    const plan = await planImport({ file, symbol: "BTC/USDT", venue: "local", dataDir: dir });
    // One row a batch, as if each came with a read of its own.
    const { source } = plan;
    const single = {
      ...source,
      async *read(columns: readonly number[]) {
        for await (const batch of source.read(columns)) {
          for (let row = 0; row < batch.rows; row++) {
            yield {
              rows: 1,
              columns: batch.columns.map((cells) => [cells[row] ?? null]),
              number: () => row + 1,
              text: () => batch.text(row),
            };
          }
        }
      },
    };
    const parts: number[][] = [];
    const sifted = await siftRows({ ...plan, source: single }, (table) => {
      parts.push([...table["price"] as Float64Array]);
      return Promise.resolve();
    }, { heldEvents: 4 });
    assert.deepEqual(parts, [[1, 2, 4], [3, 5], [6, 7, 9]]);
    assert.deepEqual(sifted.reasons, { "time before a day that is written": 1 });
    assert.deepEqual([sifted.from, sifted.to], [times[0], times[8]]);
  }));

Deno.test("a dry run says all that was understood and writes nothing", () =>
  inTempDir(async (dir) => {
    const text = layouts["CryptoDataDownload"]!.text + "\nsoon,,,,,,,,,\n";
    const report = await importText(dir, text, { dryRun: true });
    assert.throws(() => Deno.statSync(`${dir}/data`), Deno.errors.NotFound);
    assert.equal(report.dryRun, true);
    assert.deepEqual([report.read, report.written, report.quarantined], [13, 12, 1]);
    assert.deepEqual([report.from, report.to], [hours[0], hours[11]]);
    assert.equal(report.quarantineFile, null);
    assert.deepEqual(report.understood, {
      format: "CSV",
      foundTimeframe: true,
      time: { column: "Unix", units: ["ms"], zone: "UTC", label: "open" },
      order: { kind: "descending", blocks: 1, jumps: [] },
      columns: { open: "Open", high: "High", low: "Low", close: "Close", volume: "Volume BTC" },
      ignored: ["Date", "Symbol", "Volume USDT", "tradecount"],
      notes: [],
    });
  }));

Deno.test("importing a file twice leaves the same bytes, records of the import included", () =>
  inTempDir(async (dir) => {
    await importText(dir, klines(1) + "\nsoon,1,1,1,1,1,1,1,1,1,1,1");
    const before = snapshot(`${dir}/data`);
    assert.equal((await importText(dir, klines(1) + "\nsoon,1,1,1,1,1,1,1,1,1,1,1")).unchanged, 12);
    assert.deepEqual(snapshot(`${dir}/data`), before);
  }));
