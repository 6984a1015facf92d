import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import type { SessionDetail } from "../../live/journal/session_view.ts";
import {
  appOver,
  BITCOIN,
  btcRun,
  fakeSessions,
  get,
  inDataDir,
  perpetualRun,
  session,
  spxRun,
} from "./fixtures.ts";

Deno.test("pages of an empty data directory say what they will show and how to fill it", () =>
  inDataDir(async (dataDir) => {
    const app = appOver(dataDir);
    for (const path of ["/", "/runs", "/live"]) {
      const { status, text } = await get(app, path);
      assert.equal(status, 200, path);
      assert.match(text, /<code>deno task (backtest|promote)/);
      assert.doesNotMatch(
        text,
        /class="connection"/,
        "nothing is followed, so nothing is connected",
      );
    }
  }));

Deno.test("overview and runs show each run beside buying and holding, and lead to it", () =>
  inDataDir(async (dataDir) => {
    const { record } = await spxRun(dataDir);
    const app = appOver(dataDir);
    for (const path of ["/", "/runs"]) {
      const { text } = await get(app, path);
      assert.ok(text.includes(`href="/runs/${record.runId}"`), path);
      assert.ok(text.includes("+37.67"), "total return of the run");
      assert.ok(text.includes("+97.27"), "total return of holding");
    }
  }));

Deno.test("a run's page states its facts, draws its charts and lists its trades", () =>
  inDataDir(async (dataDir) => {
    const { record } = await spxRun(dataDir);
    const { status, text } = await get(appOver(dataDir), `/runs/${record.runId}`);
    assert.equal(status, 200);
    for (
      const part of [
        "fast 10, slow 30",
        record.decisionHash,
        record.dataChecksums[0]!.slice(0, 16),
        "1 of sma_cross",
        "1,376,712.76",
        "Buy and hold (dashed)",
        "Price and trades, SPX",
        "All 88 trades",
        "fast crossed above slow",
      ]
    ) assert.ok(text.includes(part), `the page should say "${part}"`);
    assert.equal(text.match(/<h1>/g)?.length, 1);
    assert.equal(text.match(/<main/g)?.length, 1);
    assert.doesNotMatch(text, /<style|\sstyle="/);
    for (const [svg] of text.matchAll(/<svg[^>]*>/g)) assert.match(svg, /aria-label="\w/);
  }));

Deno.test("a run of 35,000 bars is a page of less than a megabyte", () =>
  inDataDir(async (dataDir) => {
    const { record } = await btcRun(dataDir);
    const { text } = await get(appOver(dataDir), `/runs/${record.runId}`);
    assert.ok(text.length < 1_000_000, `${text.length} bytes`);
  }));

Deno.test("a part of a run is drawn where the address names one", () =>
  inDataDir(async (dataDir) => {
    const { record } = await spxRun(dataDir);
    const { text } = await get(
      appOver(dataDir),
      `/runs/${record.runId}?from=2008-01-02&to=2009-06-30`,
    );
    assert.match(text, /aria-label="Equity, USD, from 2008-01-02 to 2009-06-30/);
    assert.match(text, /aria-current="true">2008-01-02 to 2009-06-30</);
  }));

Deno.test("a run whose bars have changed says so, and draws no benchmark", () =>
  inDataDir(async (dataDir) => {
    const { record, path } = await spxRun(dataDir);
    const changed = { ...record, dataChecksums: ["0".repeat(64)] };
    await Deno.writeTextFile(`${path}/run.json`, JSON.stringify(changed));
    const { text } = await get(appOver(dataDir), `/runs/${record.runId}`);
    assert.match(text, /bars of SPX have changed since this run/);
    assert.doesNotMatch(text, /Buy and hold \(dashed\)/);
  }));

Deno.test("a session's page shows where it stands beside what it began with", () =>
  inDataDir(async (dataDir) => {
    const held = { session: session() };
    const app = appOver(dataDir, { sessions: fakeSessions(held) });
    const { text } = await get(app, "/live/sma_cross_btc-1");
    for (
      const part of ["101,500.25", "Started with 100,000.00", "+1.50%", "99,000.12 USDT", "started"]
    ) assert.ok(text.includes(part), `the page should say "${part}"`);
    held.session = session({ held: false });
    for (const path of ["/", "/live", "/live/sma_cross_btc-1"]) {
      assert.match((await get(app, path)).text, />Interrupted</, path);
    }
    assert.match(
      (await get(app, "/live/sma_cross_btc-1")).text,
      /run “deno task live” to continue/,
    );
    held.session = session({ overrides: [{ gate: "closed trades", why: "a <b>short</b> test" }] });
    assert.match(
      (await get(app, "/live/sma_cross_btc-1")).text,
      /past the gate “closed trades”: a &lt;b>short&lt;\/b> test/,
    );
  }));

Deno.test("a run's page tells of margin, funding, shorts and liquidations", () =>
  inDataDir(async (dataDir) => {
    const { record, result } = await perpetualRun(dataDir);
    const { text } = await get(appOver(dataDir), `/runs/${record.runId}`);
    const taken = result.fills.orderId.filter((id) => id === 0).length;
    assert.ok(taken > 0 && record.ambiguousBars > 0);
    for (
      const part of [
        "leverage 20, isolated margin",
        `${record.ambiguousBars} of 1,416 bars ambiguous: stop taken before target`,
        "Net funding paid, USDT",
        "Funding, USDT",
        "short",
        `${taken} positions liquidated`,
        ", protects ",
        "▼ short entry",
      ]
    ) assert.ok(text.includes(part), `the page should say "${part}"`);
  }));

const short: Partial<SessionDetail> = {
  ...{ symbols: ["BTC/USDT:USDT"], equity: 90_000, cash: 91_500, exposure: -120_000 },
  instruments: [{ ...BITCOIN, symbol: "BTC/USDT:USDT", kind: "perpetual" }],
  model: { leverage: 5, marginMode: "isolated", participation: 0.1 },
  drillDown: "1m",
  positions: [{
    symbol: "BTC/USDT:USDT",
    ...{ quantity: -3, entryPrice: 39_500, mark: 40_000, value: -120_000, unrealised: -1_500 },
    liquidationPrice: 46_934.65,
  }],
  fillsList: [{
    tradeId: "paper-7",
    ...{ ts: 0, orderId: 0, symbol: "BTC/USDT:USDT", side: "sell" },
    ...{ quantity: 2, price: 38_000, fee: 475 },
  }],
  paymentsList: [
    ...[{ amount: -12.5, rate: 0.0001, ts: 0 }, { amount: 3.25, rate: -0.00002, ts: 28_800_000 }]
      .map((each) => ({
        ...{ ...each, symbol: "BTC/USDT:USDT", kind: "funding" as const, price: 40_000 },
      })),
    {
      ...{ ts: 28_800_000, symbol: "BTC/USDT:USDT", kind: "insurance", amount: 100 },
      ...{ rate: null, price: 38_000 },
    },
  ],
};

Deno.test("a session's page shows a short, its liquidation price, funding and what was liquidated", () =>
  inDataDir(async (dataDir) => {
    const held = { session: session(short) };
    const app = appOver(dataDir, { sessions: fakeSessions(held) });
    const { text } = await get(app, "/live/sma_cross_btc-1");
    const words = parseHTML(text).document.querySelector("main")!.textContent!
      .replaceAll(/\s+/g, " ");
    for (
      const part of [
        "Positions, USDT−120,000.00−133.3% of equity, cash 91,500.00",
        "−3",
        "Liquidated at",
        "46,934.65",
        "fee 10 bps, slippage none; leverage 5, isolated margin",
        "at most 10% of a bar's volume, the path within a bar by 1m bars",
        "Funding 3, in all +90.75 USDT",
        "1970-01-01 08:00BTC/USDT:USDTfunding−0.002040,000.00+3.25",
        "1970-01-01 08:00BTC/USDT:USDTinsurance–38,000.00+100.00",
        "475.00liquidated",
      ]
    ) assert.ok(words.includes(part), `the page should say "${part}": ${words}`);
    held.session = session();
    const plain = (await get(app, "/live/sma_cross_btc-1")).text;
    assert.doesNotMatch(plain, /Liquidated at|>Funding|liquidated/);
  }));

Deno.test("a session's page holds it against the run that its artefact was promoted by", () =>
  inDataDir(async (dataDir) => {
    const { record } = await spxRun(dataDir);
    const held = { session: session() };
    const { name, hash } = held.session.artefact;
    const folder = `${dataDir}/registry/${name}/${hash}`;
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(
      `${folder}/manifest.json`,
      JSON.stringify({
        format: 1,
        name,
        version: 2,
        hash,
        stage: "paper",
        promoted: 0,
        source: "sma_cross",
        run: record,
        gates: [],
        overrides: [],
        deno: "2.9.6",
      }),
    );
    const { text } = await get(
      appOver(dataDir, { sessions: fakeSessions(held) }),
      "/live/sma_cross_btc-1",
    );
    assert.match(text, new RegExp(`href="/runs/${record.runId}">return \\+37\\.67%`));
  }));

Deno.test("what is not there is named, with the nearest that is", () =>
  inDataDir(async (dataDir) => {
    const { record } = await spxRun(dataDir);
    const app = appOver(dataDir);
    const page = await get(app, `/runs/${record.runId}x`);
    assert.equal(page.status, 404);
    assert.match(page.text, /did you mean/);
    assert.match(page.response.headers.get("content-type")!, /html/);
    const api = await get(app, "/api/runs/none");
    assert.equal(api.status, 404);
    assert.match(JSON.parse(api.text).error, /No run "none"/);
    assert.equal((await get(app, "/nowhere")).status, 404);
    assert.equal((await get(app, "/live/none")).status, 404);
    assert.equal((await get(app, "/notebooks/none")).status, 404);
  }));

Deno.test("a damaged file of a run is an error page that says what to do", () =>
  inDataDir(async (dataDir) => {
    const { record, path } = await spxRun(dataDir);
    await Deno.writeTextFile(`${path}/equity.parquet`, "not Parquet");
    const { status, text } = await get(appOver(dataDir), `/runs/${record.runId}`);
    assert.equal(status, 500);
    assert.match(text, /equity\.parquet&quot;: it is missing or damaged.*run it again/);
  }));
