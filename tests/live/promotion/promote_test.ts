import assert from "node:assert/strict";
import { promote } from "../../../live/promotion/promote.ts";
import { listRegistry } from "../../../live/promotion/registry.ts";
import { backtest } from "../../../research/backtest/backtest.ts";
import { withStrategy } from "../../../research/load/strategy_source.ts";
import { inTempDir, refuses, snapshot } from "../../data/helpers.ts";
import { deploymentOf, FROM, live, promoteNamed, TO, withPromoted } from "../fixtures.ts";
import { listSessions } from "../../../live/journal/read_sessions.ts";

const range = { symbols: ["BTC/USDT"], timeframe: "1h", from: FROM, to: TO };

Deno.test("promote judges a run by six gates and registers its bytes", () =>
  withPromoted(async (dataDir, { promotion, backtest: { record } }) => {
    assert.deepEqual(
      promotion.gates.map((
        { name, value, bound, passed, kind },
      ) => [name, value, bound, passed, kind]),
      [
        ["data unchanged", "identical", "identical", true, "integrity"],
        ["run repeated", "identical", "identical", true, "integrity"],
        ["look-ahead", promotion.gates[2]!.value, "0", true, "integrity"],
        ["deterministic rerun", "identical", "identical", true, "integrity"],
        ["length, days", 190, 180, true, "bound"],
        ["closed trades", record.metrics.trades!, 30, true, "bound"],
      ],
    );
    assert.match(String(promotion.gates[2]!.value), /^0 of \d{2,} cuts$/);
    const [registered] = await listRegistry(dataDir);
    assert.deepEqual([registered!.fault, registered!.hash], ["", promotion.hash]);
    assert.deepEqual(registered!.manifest!.run, record);
  }));

Deno.test("promote by the same run again changes nothing; each other run counts a version up", () =>
  withPromoted(async (dataDir, { promotion }) => {
    const before = snapshot(`${dataDir}/registry`);
    await withStrategy("sma_cross", async (loaded) => {
      const again = await promote(loaded, { dataDir });
      assert.deepEqual([again.already, again.version, again.path], [true, 1, promotion.path]);
      assert.deepEqual(snapshot(`${dataDir}/registry`), before);
      for (const [i, fast] of [11, 12].entries()) {
        await backtest(loaded.strategy, { ...range, dataDir, params: { fast, slow: 30 } });
        const next = await promote(loaded, { dataDir });
        assert.deepEqual([next.promoted, next.already, next.version], [true, false, i + 2]);
      }
      const first = await promote(loaded, { dataDir, runId: promotion.run.runId });
      assert.deepEqual([first.already, first.version, first.hash], [false, 4, promotion.hash]);
    });
    const held = await listRegistry(dataDir);
    assert.deepEqual(held.map(({ manifest }) => manifest!.version), [2, 3, 4]);
    assert.deepEqual(held.map(({ fault }) => fault), ["", "", ""]);
  }));

Deno.test("promote says what to do where there is no run, or the run is another's", () =>
  withPromoted(async (dataDir, { promotion: { run } }) => {
    await withStrategy("donchian_breakout", async (loaded) => {
      await refuses(
        () => promote(loaded, { dataDir }),
        'No run of "donchian_breakout"',
        'run "deno task backtest donchian_breakout" first',
      );
      await refuses(
        () => promote(loaded, { dataDir, runId: run.runId }),
        'Cannot promote "donchian_breakout"',
        run.runId,
        'of "sma_cross"',
      );
      await refuses(
        () => promote(loaded, { dataDir, runId: run.runId.slice(0, -1) + "z" }),
        "No run",
        `did you mean "${run.runId}"?`,
      );
    });
  }));

Deno.test("promote refuses too few trades and too short a run unless the bounds are overridden", () =>
  inTempDir(async (dataDir) => {
    await withStrategy("buy_and_hold", async (loaded) => {
      await backtest(loaded.strategy, { ...range, to: FROM + 90 * 86_400_000, dataDir });
      const refused = await promote(loaded, { dataDir });
      assert.deepEqual([refused.promoted, refused.path], [false, ""]);
      assert.deepEqual(
        refused.gates.flatMap(({ passed, reason }) => passed ? [] : [reason]),
        ["length, days: 90 is below 180", "closed trades: 0 is below 30"],
      );
      assert.deepEqual(await listRegistry(dataDir), []);
      for (const override of ["", "  "]) {
        await refuses(() => promote(loaded, { dataDir, override }), "without a reason");
      }
      const why = "a benchmark, it never sells";
      const { promoted, overrides } = await promote(loaded, { dataDir, override: why });
      assert.equal(promoted, true);
      assert.deepEqual(overrides, [
        { gate: "length, days", why },
        { gate: "closed trades", why },
      ]);
      const [{ manifest } = { manifest: null }] = await listRegistry(dataDir);
      assert.deepEqual(manifest!.overrides, overrides);
      await live(dataDir, deploymentOf({ artefact: "buy_and_hold" }));
      assert.deepEqual(listSessions(dataDir)[0]!.overrides, overrides);
    });
  }));

Deno.test("promote refuses a run whose bars have changed in the lake, override or not", () =>
  inTempDir(async (dataDir) => {
    const { openLake } = await import("../../../data/mod.ts");
    const lake = openLake({ dataDir });
    const { instrument, bars } = await lake.readBars({
      symbol: "BTC/USDT",
      timeframe: "1h",
      from: FROM,
      to: TO,
    });
    await lake.writeBars({ instrument, timeframe: "1h", bars });
    await withStrategy("sma_cross", async (loaded) => {
      await backtest(loaded.strategy, { ...range, dataDir });
      const close = bars.close.slice();
      close[4_000] = close[4_000]! * 1.001;
      await lake.writeBars({
        instrument,
        timeframe: "1h",
        bars: { ...bars, close, high: bars.high.map((h, i) => Math.max(h, close[i]!)) },
      });
      const refused = await promote(loaded, { dataDir, override: "I insist" });
      assert.equal(refused.promoted, false);
      assert.deepEqual(refused.overrides, []);
      assert.match(
        refused.gates[0]!.reason!,
        /the bars of BTC\/USDT are not those of the run; run the backtest again/,
      );
    });
  }));

Deno.test("promote takes the strategy's latest run, and the run that is named", () =>
  inTempDir(async (dataDir) => {
    const first = (await promoteNamed(dataDir, "sma_cross")).backtest.record;
    await withStrategy("sma_cross", async (loaded) => {
      const { record } = await backtest(loaded.strategy, {
        ...range,
        dataDir,
        params: { fast: 9 },
      });
      assert.equal((await promote(loaded, { dataDir })).run.runId, record.runId);
      assert.equal((await promote(loaded, { dataDir, runId: first.runId })).run.runId, first.runId);
    });
  }));
