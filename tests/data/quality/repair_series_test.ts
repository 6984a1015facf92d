import assert from "node:assert/strict";
import type { Bars } from "../../../data/bars.ts";
import { type DatasetTable, pickRows } from "../../../data/dataset_table.ts";
import { checkLake } from "../../../data/quality/check_lake.ts";
import { isOpen } from "../../../data/quality/finding.ts";
import type { FetchRange } from "../../../data/quality/refetch_gaps.ts";
import { repairLake } from "../../../data/quality/repair_lake.ts";
import { readBars } from "../../../data/storage/read_bars.ts";
import { writeBars } from "../../../data/storage/write_bars.ts";
import { writeParquet } from "../../../data/storage/write_parquet.ts";
import { UserError } from "../../../data/user_error.ts";
import { bitcoin, hourMs, inTempDir, snapshot } from "../helpers.ts";
import { market } from "./market.ts";

const filter = { symbol: "BTC/USDT", venue: "test" };
const whole = market({ rows: 100, stepMs: hourMs });
/** Hours that the lake lacks, and of them those that the venue lacks too. */
const lacking = [10, 11, 12, 40, 70, 71];
const atVenue = whole.ts.filter((_, i) => i !== 11 && i !== 70 && i !== 71);

const venue: FetchRange = (_, from, to) => {
  const rows = [...whole.ts.keys()].filter((i) =>
    whole.ts[i]! >= from && whole.ts[i]! < to && atVenue.includes(whole.ts[i]!)
  );
  return Promise.resolve(pickRows({ ...whole } as DatasetTable, Int32Array.from(rows)));
};

async function holed(dir: string, bars: Bars = whole): Promise<void> {
  const rows = Int32Array.from(bars.ts.keys()).filter((i) => !lacking.includes(i));
  const held = pickRows({ ...bars } as DatasetTable, rows) as unknown as Bars;
  await writeBars(dir, { instrument: bitcoin, timeframe: "1h", bars: held });
}

async function gapKinds(dir: string): Promise<[string, number][]> {
  const [report] = await checkLake(dir, filter);
  return report!.findings.filter(({ kind }) => kind !== "zero_volume")
    .map(({ kind, from }) => [kind, (from - whole.ts[0]!) / hourMs]);
}

Deno.test("repair fetches what the venue has and marks what it has not", () =>
  inTempDir(async (dir) => {
    await holed(dir);
    const [report] = await repairLake(dir, filter, { gaps: "fetch", fetchRange: venue });
    const { missing, gapRuns, fetched, marked, unsettled } = report!;
    assert.deepEqual([missing, gapRuns, fetched, marked, unsettled], [6, 3, 3, 3, []]);
    assert.deepEqual((await readBars(dir, { ...filter, timeframe: "1h" })).bars.ts, atVenue);
    assert.deepEqual(await gapKinds(dir), [["known_gap", 11], ["known_gap", 70]]);
    const files = snapshot(dir);
    const refuse: FetchRange = () => assert.fail("a known gap is not asked for again");
    const [again] = await repairLake(dir, filter, { gaps: "fetch", fetchRange: refuse });
    assert.equal(again!.missing, 0);
    assert.deepEqual(snapshot(dir), files);
  }));

Deno.test("an answer without the rows beside a gap proves nothing, nor does another market's", () =>
  inTempDir(async (dir) => {
    await holed(dir);
    const files = snapshot(dir);
    const silent: FetchRange = (series, from) => venue(series, from, from);
    const [short] = await repairLake(dir, filter, { gaps: "fetch", fetchRange: silent });
    assert.deepEqual(short!.unsettled, ["3 gaps stay: the venue did not send the rows beside it"]);
    const futures: FetchRange = async (...asked) => {
      const table = await venue(...asked);
      return { ...table, close: (table["close"] as Float64Array).map((price) => price * 1.0004) };
    };
    const [other] = await repairLake(dir, filter, { gaps: "fetch", fetchRange: futures });
    assert.deepEqual(other!.unsettled, [
      "3 gaps stay: the venue's rows beside it differ from those held",
    ]);
    const closed: FetchRange = () => Promise.reject(new UserError("the venue is closed"));
    const [failed] = await repairLake(dir, filter, { gaps: "fetch", fetchRange: closed });
    assert.deepEqual(failed!.unsettled, ["the venue is closed"]);
    assert.deepEqual(snapshot(dir), files);
  }));

Deno.test("--mark makes every gap known without asking, and leaves the bars", () =>
  inTempDir(async (dir) => {
    await holed(dir);
    const [report] = await repairLake(dir, filter, { gaps: "mark" });
    assert.equal(report!.marked, 6);
    const [check] = await checkLake(dir, filter);
    assert.deepEqual([check!.missing, check!.gapRuns, check!.longestGap], [6, 3, 3]);
    assert.deepEqual(check!.findings.filter(isOpen), []);
  }));

Deno.test("--fill flat invents bars at the close before, and check says so until real ones come", () =>
  inTempDir(async (dir) => {
    await holed(dir);
    const [report] = await repairLake(dir, filter, { gaps: "fill" });
    assert.equal(report!.filled, 6);
    const { bars } = await readBars(dir, { ...filter, timeframe: "1h" });
    assert.deepEqual(bars.ts, whole.ts);
    for (const name of ["open", "high", "low", "close"] as const) {
      assert.deepEqual([...bars[name].subarray(10, 13)], Array(3).fill(whole.close[9]));
    }
    assert.deepEqual([...bars.volume.subarray(10, 13)], [0, 0, 0]);
    const [check] = await checkLake(dir, filter);
    assert.deepEqual([check!.missing, check!.findings.map(({ kind }) => kind)], [
      0,
      ["filled", "filled", "filled"],
    ]);
    assert.match(check!.findings[0]!.detail, /^3 bars invented/);
    await writeBars(dir, { instrument: bitcoin, timeframe: "1h", bars: whole });
    assert.deepEqual((await checkLake(dir, filter))[0]!.findings, []);
  }));

Deno.test("a dry run tells the same numbers and writes nothing", () =>
  inTempDir(async (dir) => {
    await holed(dir);
    const files = snapshot(dir);
    const refuse: FetchRange = () => assert.fail("a dry run asks nobody");
    for (const gaps of ["fetch", "mark", "fill"] as const) {
      const options = { gaps, dryRun: true, fetchRange: refuse };
      const [report] = await repairLake(dir, filter, options);
      assert.equal(report!.missing, 6);
      assert.equal(report!.filled + report!.marked, gaps === "fetch" ? 0 : 6);
    }
    assert.deepEqual(snapshot(dir), files);
  }));

Deno.test("a file changed from outside is sorted, rid of duplicates, and its bad rows kept aside", () =>
  inTempDir(async (dir) => {
    await writeBars(dir, { instrument: bitcoin, timeframe: "1h", bars: whole });
    const [series] = [...snapshot(dir).keys()].filter((name) => name.endsWith(".parquet"));
    const order = Int32Array.from([...whole.ts.keys(), 5]).reverse();
    const spoilt = pickRows({ ...whole } as DatasetTable, order);
    (spoilt["low"] as Float64Array)[0] = -1;
    await writeParquet(series!, spoilt);
    const [broken] = await checkLake(dir, filter);
    assert.equal(broken!.findings[0]!.kind, "unreadable");
    const dry = await repairLake(dir, filter, { gaps: "mark", dryRun: true });
    assert.deepEqual([dry[0]!.quarantined, dry[0]!.rewrittenFiles], [1, [series]]);
    const [report] = await repairLake(dir, filter, { gaps: "mark" });
    assert.equal(report!.quarantined, 1);
    const { bars } = await readBars(dir, { ...filter, timeframe: "1h" });
    assert.deepEqual(bars, whole);
    const rows = Deno.readTextFileSync(`${dir}/quarantine/test/BTC-USDT/1h/repair-bars.jsonl`);
    assert.match(rows, /"reason":"low is -1"/);
  }));

Deno.test("a file that cannot be read moves to quarantine; what it held shows as a gap", () =>
  inTempDir(async (dir) => {
    const minutes = market({ rows: 4, stepMs: 20 * 24 * hourMs });
    await writeBars(dir, { instrument: bitcoin, timeframe: "1m", bars: minutes });
    const files = [...snapshot(dir).keys()].filter((name) => name.endsWith(".parquet")).sort();
    assert.equal(files.length, 3);
    Deno.writeTextFileSync(files[1]!, "PAR1 no more");
    const [report] = await repairLake(dir, filter, { gaps: "mark" });
    assert.deepEqual(report!.movedFiles, [files[1]]);
    const aside = `${dir}/quarantine/test/BTC-USDT/1m/bars-2024-02.parquet`;
    assert.equal(Deno.readTextFileSync(aside), "PAR1 no more");
    const [check] = await checkLake(dir, filter);
    assert.deepEqual([check!.rows, check!.findings.map(({ kind }) => kind)], [3, [
      "known_gap",
      "known_gap",
    ]]);
  }));

Deno.test("the sample is not changed, for a repaired bar would hide the rest of it", () =>
  inTempDir(async (dir) => {
    const sample = { symbol: "BTC/USDT", venue: "binance", timeframe: "1h" };
    const [report] = await repairLake(dir, sample, { gaps: "fetch", fetchRange: venue });
    assert.match(report!.unsettled[0]!, /^it is the sample's/);
    const [marked] = await repairLake(dir, sample, { gaps: "mark" });
    assert.equal(marked!.marked, 14);
    const [check] = await checkLake(dir, sample);
    assert.deepEqual([check!.rows, check!.missing], [35_050, 14]);
    assert.ok(check!.findings.every(({ kind }) => kind !== "gap"));
  }));
