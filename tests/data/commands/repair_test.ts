import assert from "node:assert/strict";
import type { Bars } from "../../../data/bars.ts";
import { repairCommand } from "../../../data/commands/repair.ts";
import { type DatasetTable, pickRows } from "../../../data/dataset_table.ts";
import { checkLake } from "../../../data/quality/check_lake.ts";
import { readBars } from "../../../data/storage/read_bars.ts";
import { writeBars } from "../../../data/storage/write_bars.ts";
import { serveVenue } from "../fetch/fake/venue_server.ts";
import { expectedBars, market } from "../fetch/helpers.ts";
import { bitcoin, inTempDir } from "../helpers.ts";
import { printed } from "./printed.ts";

const hour = 3_600_000;
const from = Date.UTC(2023, 7, 25);
const to = Date.UTC(2023, 8, 5);
const lost = [20, 21, 22, 100, 233].map((i) => from + i * hour);
const query = { symbol: "BTC/USDT", venue: "binance", timeframe: "1h" };

/** The venue's bars without some, in a lake of their own. */
async function holed(dataDir: string): Promise<Bars> {
  const columns = Object.entries(expectedBars(from, to))
    .map(([name, values]) => [name, Float64Array.from(values)]);
  const all = Object.fromEntries(columns) as DatasetTable;
  const rows = [...all.ts.keys()].filter((row) => !lost.includes(all.ts[row]!));
  await writeBars(dataDir, {
    instrument: { ...bitcoin, venue: "binance" },
    timeframe: "1h",
    bars: pickRows(all, Int32Array.from(rows)) as unknown as Bars,
  });
  return all as unknown as Bars;
}

Deno.test("data repair asks the venue through ccxt: what it has comes, its own hole is marked", () =>
  inTempDir(async (dataDir) => {
    await using server = serveVenue(market);
    const all = await holed(dataDir);
    const text = await printed(repairCommand(server.seams), ["--data-dir", dataDir]);
    assert.equal(
      text,
      [
        "BTC/USDT 1h at binance",
        "  9 rows missing in 4 runs",
        "  5 rows fetched",
        "  4 rows marked as missing at the venue too",
      ].join("\n"),
    );
    const { bars } = await readBars(dataDir, query);
    assert.deepEqual({ ...bars }, { ...all });
    const [report] = await checkLake(dataDir, query);
    assert.deepEqual(report!.findings, [{
      kind: "known_gap",
      from: Date.UTC(2023, 8, 1, 3),
      to: Date.UTC(2023, 8, 1, 6),
      detail: "4 rows missing, at the venue too",
    }]);
    const again = await printed(repairCommand(server.seams), ["--data-dir", dataDir]);
    assert.equal(again, "BTC/USDT 1h at binance\n  nothing to repair");
  }));

Deno.test("data repair --dry-run and --fill flat say what they are about to do and did", () =>
  inTempDir(async (dataDir) => {
    await holed(dataDir);
    const run = (...flags: string[]) => printed(repairCommand(), ["--data-dir", dataDir, ...flags]);
    assert.match(await run("--dry-run"), /9 rows missing in 4 runs\n {2}the venue would be asked/);
    assert.match(await run("--fill", "flat", "--dry-run"), /9 rows would be invented: flat/);
    assert.match(await run("--mark", "--dry-run"), /9 rows would be marked as missing/);
    const [report] = JSON.parse(await run("--fill", "flat", "--json"));
    assert.deepEqual([report.missing, report.filled, report.dryRun], [9, 9, false]);
  }));
