import assert from "node:assert/strict";
import { appOver, btcRun, fakeSessions, get, inDataDir, session, spxRun } from "./fixtures.ts";

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
