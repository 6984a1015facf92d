import assert from "node:assert/strict";
import { backtest, type BacktestOptions, type SqlValue } from "../../../research/mod.ts";
import { runSql } from "../../../research/notebook/run_sql.ts";
import { jupyterDisplay } from "../../../research/notebook/kernel.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import { scripted } from "../fixtures.ts";

type Row = Readonly<Record<string, unknown>>;

Deno.test("backtest takes a name, ISO dates and one symbol, and returns a run of tables", async () => {
  await inTempDir(async (dataDir) => {
    const run = await backtest("sma_cross", {
      symbol: "BTC/USDT",
      timeframe: "1h",
      from: "2023-01-01",
      to: new Date("2023-03-01"),
      params: { fast: 5 },
      cash: 50_000,
      dataDir,
    });
    assert.equal(run.record.source, "sma_cross");
    assert.equal(run.record.from, Date.UTC(2023, 0, 1));
    assert.equal(run.record.to, Date.UTC(2023, 1, 28, 23));
    assert.deepEqual(run.record.params, { fast: 5, slow: 30 });
    assert.equal(run.equity.numRows(), run.record.bars);
    assert.deepEqual(run.equity.get("ts", 0), new Date("2023-01-01"));
    assert.equal(run.equity.array("equity").at(-1), run.record.finalEquity);
    assert.equal(run.trades.numRows(), run.metrics.trades + run.metrics.openTrades);
    assert.equal(run.fills.numRows(), run.orders.filter("d => d.state === 'filled'").numRows());
    assert.ok(Deno.statSync(`${run.path}/run.json`).isFile);

    const sheet = run.tearSheet();
    assert.match(String(sheet), new RegExp(`Run +${run.id}`));
    const html = String(sheet[jupyterDisplay]()["text/html"]);
    assert.equal(html.split("<img ").length, 4);
    assert.match(html, /Worst drawdowns/);
    for (const picture of [run.plot.equity(), run.plot.drawdown(), run.plot.monthly()]) {
      assert.match(picture.svg, /^<svg /);
    }
    assert.match(run.plot.trades({ from: "2023-01-10", to: "2023-01-20" }).label, /2023-01-19/);
    await refuses(() => run.plot.trades({ symbol: "BTC" }), "did not trade", "BTC/USDT");
  });
});

Deno.test("sql sees saved runs, their equity, fills and orders", async () => {
  await inTempDir(async (dataDir) => {
    const query = (text: string, ...values: SqlValue[]) => runSql(text, values, { dataDir });
    assert.equal((await query("SELECT * FROM runs")).numRows(), 0);
    assert.equal((await query("SELECT * FROM fills")).numRows(), 0);
    assert.equal((await query("SELECT * FROM cash_flows")).numRows(), 0);
    const run = await backtest("sma_cross", { params: { slow: 40 }, dataDir });
    const row = (await query("SELECT * FROM runs WHERE runId = $1", run.id)).object(0) as Row;
    assert.deepEqual(row.symbols, ["SPX"]);
    assert.deepEqual(row.params, { fast: 10, slow: 40 });
    assert.equal(row.sharpe, run.metrics.sharpe);
    assert.deepEqual(row.fromTs, new Date(run.record.from));
    for (const name of ["equity", "fills", "orders"] as const) {
      const found = await query(
        `SELECT count(*) AS n, min(ts) AS ts FROM ${name} WHERE runId = $1`,
        run.id,
      );
      assert.deepEqual(found.object(0), { n: run[name].numRows(), ts: run[name].get("ts", 0) });
    }
  });
});

Deno.test("a run of a perpetual has its funding and its brackets in tables, and sql sees them", async () => {
  await inTempDir(async (dataDir) => {
    const strategy = scripted((m) => {
      if (m.index === 0) m.sell({ quantity: 1, stopLoss: 60_000, takeProfit: 1_000 }, "short");
    });
    const run = await backtest(strategy, {
      ...{ symbol: "BTC/USDT:USDT", timeframe: "1h", dataDir, leverage: 2 },
      ...{ from: "2023-01-01", to: "2023-01-03" },
    });
    const { cashFlows, orders, trades, metrics } = run;
    assert.equal(cashFlows.numRows(), 5);
    assert.deepEqual(cashFlows.columnNames(), ["ts", "symbol", "kind", "amount", "rate", "price"]);
    assert.deepEqual(cashFlows.get("ts", 0), new Date("2023-01-01T08:00Z"));
    const amounts = cashFlows.array("amount") as number[];
    assert.equal(-amounts.reduce((sum, amount) => sum + amount, 0), metrics.fundingPaid);
    assert.equal(trades.get("funding", 0), -metrics.fundingPaid);
    assert.equal(trades.get("side", 0), "short");
    assert.deepEqual([...orders.array("parentId")], [null, 1, 1]);
    assert.deepEqual([...orders.array("groupId")], [null, 2, 2]);
    const found = await runSql("SELECT sum(amount) AS paid, count(*) AS n FROM cash_flows", [], {
      dataDir,
    });
    assert.deepEqual(found.object(0), { paid: -metrics.fundingPaid, n: 5 });
    const protecting = await runSql("SELECT orderId FROM orders WHERE parentId = 1", [], {
      dataDir,
    });
    assert.deepEqual([...protecting.array("orderId")], [2, 3]);
  });
});

Deno.test("backtest refuses what a cell's unchecked types let through", async () => {
  const given = (options: unknown) => () => backtest("sma_cross", options as BacktestOptions);
  await refuses(given({ feeBsp: 5 }), 'Unknown option "feeBsp"', 'did you mean "feeBps"?');
  await refuses(given({ symbol: "SPX", symbols: ["SPX"] }), "both symbol and symbols");
  await refuses(given({ from: "2023-02-30" }), "Cannot read from", "2023-02-30");
  await refuses(given({ symbol: "BTC/USD" }), 'did you mean "BTC/USDT"?');
  await refuses(given({ params: { fsat: 1 } }), 'Unknown parameter "fsat"');
  await refuses(() => backtest("sma_cros"), 'did you mean "sma_cross"?');
});
