import assert from "node:assert/strict";
import { inTempDir } from "../helpers.ts";
import { data } from "./run_data.ts";

const start = Date.UTC(2024, 0, 1);
const hours = Array.from({ length: 12 }, (_, i) => start + i * 3_600_000);
const shown = (text: string, dir: string) =>
  text.replaceAll(dir, "~").replace(/-[0-9a-f]{8}\./, "-HASH.");

Deno.test("data import --dry-run says what was understood, and writes nothing", () =>
  inTempDir(async (dir) => {
    const file = `${dir}/ratio.csv`;
    const rows = hours.map((ts, i) => `${i},BTCUSDT,0.6,1.5,0.4,${ts}`);
    const text = [",symbol,longAccount,longShortRatio,shortAccount,timestamp", ...rows.slice(6)];
    Deno.writeTextFileSync(file, [...text, ...rows.slice(0, 6), "12,BTCUSDT,x,1,1,1"].join("\n"));
    const args = ["import", file, "--symbol", "BTC/USDT:USDT", "--data-dir", `${dir}/data`];
    const { code, stdout, stderr } = await data([...args, "--dry-run"]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(
      shown(stdout, dir),
      [
        "BTC/USDT:USDT 1h long short ratio at local, from ~/ratio.csv",
        "",
        "format      CSV",
        "dataset     long_short_ratio",
        "timeframe   1h, found from the times",
        'time        column "timestamp", ms, of the open',
        "columns     long_short_ratio (longShortRatio), long_account (longAccount), " +
        "short_account (shortAccount)",
        "ignored     (unnamed), symbol",
        "instrument  perpetual, tick 0.1, lot 0.001, minimum 0, maker 2 bps, taker 5 bps, " +
        "crypto calendar, 10 margin tiers, leverage to 125, liquidation 125 bps",
        "",
        "rows read            13",
        "  good               12",
        "  quarantined         1",
        "    unreadable time   1",
        "",
        "range  2024-01-01 to 2024-01-01 11:00 UTC",
        "order  2 blocks out of order, the first jump back from 2024-01-01T11:00:00.000Z to " +
        "2024-01-01T00:00:00.000Z; sorted",
        "gaps   none",
        "",
        "Nothing was written. Next: the same command without --dry-run",
        "",
      ].join("\n"),
    );
    assert.throws(() => Deno.statSync(`${dir}/data`), Deno.errors.NotFound);
    const done = await data(args);
    assert.match(shown(done.stdout, dir), /\nNext: deno task data list --data-dir ~\/data\n$/);
    assert.match(
      done.stdout,
      /\nquarantine +\S+\/BTC-USDT_USDT\/long_short_ratio\/1h\/ratio\.csv-/,
    );
  }));

Deno.test("data import takes flags for every rule of a perpetual, margin tiers from a file", () =>
  inTempDir(async (dir) => {
    const file = `${dir}/bars.csv`;
    const tiers = `${dir}/tiers.json`;
    const tier = {
      notionalCap: null,
      maintenanceRate: 0.01,
      maintenanceAmount: 0,
      maxLeverage: 20,
    };
    Deno.writeTextFileSync(file, hours.map((ts) => `${ts},1,1,1,1,1`).join("\n"));
    Deno.writeTextFileSync(tiers, JSON.stringify([tier]));
    const args = ["import", file, "--symbol", "A/B:B", "--data-dir", `${dir}/data`, "--json"];
    const rules = ["--maker-fee-bps", "1", "--taker-fee-bps", "3", "--liquidation-fee-bps", "50"];
    const { stdout } = await data([...args, ...rules, "--margin-tiers", tiers]);
    const { instrument } = JSON.parse(stdout);
    assert.deepEqual(
      [instrument.makerFeeBps, instrument.takerFeeBps, instrument.margin],
      [1, 3, { tiers: [tier], liquidationFeeBps: 50 }],
    );
    const wrong: [string, RegExp][] = [
      ["[]", /margin tiers from .*tiers\.json": value/],
      ["nothing", /it is not JSON/],
      [JSON.stringify([{ ...tier, maintenanceRate: 2 }]), /0\.maintenanceRate/],
      [JSON.stringify([{ ...tier, notionalCap: 5 }]), /the last must be null/],
      [JSON.stringify([tier, tier]), /the caps must rise/],
    ];
    for (const [text, message] of wrong) {
      Deno.writeTextFileSync(tiers, text);
      const refused = await data([...args, "--margin-tiers", tiers]);
      assert.deepEqual([refused.code, refused.stdout], [1, ""]);
      assert.match(refused.stderr, message);
    }
    const usage = await data([...args, "--snap-ms", "1.5"]);
    assert.equal(usage.code, 2);
    assert.match((await data([...args, "--dataset", "bar"])).stderr, /--dataset.*bars/);
  }));
