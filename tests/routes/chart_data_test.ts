import assert from "node:assert/strict";
import { drawdowns } from "../../research/metrics/drawdowns.ts";
import { chartData } from "../../routes/_runs/chart_data.ts";
import { chartReadings } from "../../routes/_runs/readings.ts";
import { readRunView } from "../../routes/_runs/run_view.ts";
import { isWhole, rangeChoices, rangeQuery, timeRange } from "../../routes/_runs/time_range.ts";
import { btcRun, inDataDir, spxRun } from "./fixtures.ts";

Deno.test("timeRange keeps to the run, and is the whole of it for what makes no sense", () =>
  inDataDir(async (dataDir) => {
    const { record } = await spxRun(dataDir);
    const range = timeRange(record, { from: "2008-01-01", to: "2009-01-01" });
    assert.equal(rangeQuery(record, range), "?from=2008-01-01T00:00Z&to=2009-01-01T00:00Z");
    for (
      const ask of [{}, { from: "soon" }, { from: "1900-01-01" }, {
        from: "2010-01-01",
        to: "2009-01-01",
      }]
    ) {
      assert.ok(isWhole(record, timeRange(record, ask)), JSON.stringify(ask));
    }
    const labels = rangeChoices(record, range).map(({ label }) => label);
    assert.deepEqual(labels.slice(0, 3), ["2008-01-01 to 2009-01-01", "Whole run", "10 years"]);
  }));

Deno.test("chartData: a drawdown within a range is one from the run's peak before it", () =>
  inDataDir(async (dataDir) => {
    const { record } = await spxRun(dataDir);
    const view = await readRunView(dataDir, record);
    const data = chartData(view, timeRange(record, { from: "2008-10-01", to: "2009-06-01" }));
    const whole = drawdowns(view.report.result.equity.equity);
    const row = view.report.result.equity.ts.indexOf(data.equity.ts[0]!);
    const shown = drawdowns(data.peaked.equity).subarray(1);
    assert.deepEqual(shown, whole.subarray(row, row + shown.length));
  }));

Deno.test("chartReadings: at most a thousand, in order, ending with the run's last bar", () =>
  inDataDir(async (dataDir) => {
    const { record, result } = await btcRun(dataDir);
    const view = await readRunView(dataDir, record);
    const { readings, labels } = chartReadings(chartData(view, record), view.report);
    assert.ok(readings.length > 900 && readings.length <= 1_000);
    assert.ok(readings.every(({ ts }, i) => i === 0 || ts > readings[i - 1]!.ts));
    assert.equal(readings.at(-1)!.ts, result.to);
    assert.deepEqual(labels, ["Equity", "Buy and hold", "Drawdown, %", "Close"]);
    assert.equal(readings.at(-1)!.time, "2024-12-31 23:00");
  }));
