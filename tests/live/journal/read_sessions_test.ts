import assert from "node:assert/strict";
import { listSessions, readSession, sessionVersion } from "../../../live/journal/read_sessions.ts";
import { pressKillSwitch } from "../../../live/runner/kill_switch.ts";
import { takeLease } from "../../../live/runner/lease.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import { deploymentOf, FROM, live, promoteNamed, withPromoted } from "../fixtures.ts";

const DAY = 86_400_000;

Deno.test("listSessions is empty where nothing has run", () =>
  inTempDir((dataDir) => {
    assert.deepEqual(listSessions(dataDir), []);
  }));

Deno.test("readSession of an ended session agrees with its backtest, order by order and fill by fill", () =>
  inTempDir(async (dataDir) => {
    const symbols = ["BTC/USDT", "ETH/USDT"];
    const { backtest: { result, record }, promotion } = await promoteNamed(
      dataDir,
      "donchian_breakout",
      symbols,
    );
    const outcome = await live(
      dataDir,
      deploymentOf({ artefact: "donchian_breakout", instruments: symbols }),
    );
    const session = readSession(dataDir, outcome.sessionId);
    assert.deepEqual(
      [session.state, session.reason, session.held, session.bars, session.orders, session.fills],
      ["ended", "", false, record.bars, result.orders.length, result.fills.ts.length],
    );
    assert.deepEqual(session.artefact, {
      name: "donchian_breakout",
      version: 1,
      hash: promotion.hash,
    });
    assert.deepEqual([session.from, session.to, session.equity], [
      record.from,
      record.to,
      record.finalEquity,
    ]);
    assert.equal(session.cash, result.equity.cash.at(-1));
    assert.deepEqual(session.equityCurve.ts, [...result.equity.ts]);
    assert.deepEqual(session.equityCurve.equity, [...result.equity.equity]);
    const { fills, orders } = result;
    assert.deepEqual(
      session.fillsList.map((
        { ts, orderId, symbol, side, quantity, price, fee },
      ) => [ts, orderId, symbol, side, quantity, price, fee]),
      Array.from({ length: fills.ts.length }, (_, i) => [
        fills.ts[i],
        fills.orderId[i],
        symbols[fills.instrument[i]!],
        fills.side[i]! > 0 ? "buy" : "sell",
        fills.quantity[i],
        fills.price[i],
        fills.fee[i],
      ]),
    );
    assert.deepEqual(
      session.ordersList.map((
        { id, ts, side, type, state, why },
      ) => [id, ts, side, type, state, why]),
      orders.map(({ id, ts, side, type, state, why }) => [id, ts, side, type, state, why]),
    );
    const value = session.positions.reduce((sum, position) => sum + position.value, 0);
    assert.ok(Math.abs(session.cash + value - session.equity) < 1e-6);
    assert.deepEqual(session.notes.map(({ text }) => text), ["started", "ended"]);
  }));

Deno.test("readSession follows a session that runs, and says that it is held", () =>
  withPromoted(async (dataDir) => {
    let last = { version: "", bars: -1, fills: -1 };
    let looks = 0;
    await live(dataDir, deploymentOf({ to: FROM + 30 * DAY }), {
      // Slow enough that each bar is committed, and far faster than real time.
      speed: 1e12,
      onProgress: (sessionId, done) => {
        if (done % 60 !== 0) return;
        const session = readSession(dataDir, sessionId);
        const version = sessionVersion(dataDir, sessionId);
        assert.deepEqual([session.state, session.held, session.bars], ["running", true, done]);
        assert.notEqual(version, last.version);
        assert.equal(sessionVersion(dataDir, sessionId), version);
        assert.ok(session.fills >= last.fills);
        assert.equal(listSessions(dataDir)[0]!.bars, done);
        last = { version, bars: session.bars, fills: session.fills };
        looks++;
      },
    });
    assert.equal(looks, 12);
    assert.ok(last.fills > 3);
    assert.notEqual(sessionVersion(dataDir, "btc-1"), last.version);
    const { state, held, fillsList } = readSession(dataDir, "btc-1");
    assert.deepEqual([state, held], ["ended", false]);
    assert.equal(new Set(fillsList.map(({ tradeId }) => tradeId)).size, fillsList.length);
  }));

Deno.test("listSessions tells halted, ended and abandoned sessions apart, the latest first", () =>
  withPromoted(async (dataDir) => {
    const month = { to: FROM + 30 * DAY };
    await live(dataDir, deploymentOf({ name: "a", ...month }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await live(dataDir, deploymentOf({ name: "b", ...month }), {
      onProgress: (_, done) => done === 100 && pressKillSwitch(dataDir, "enough"),
    });
    const facts = () =>
      listSessions(dataDir).map((
        { sessionId, state, reason, held, bars },
      ) => [sessionId, state, reason, held, bars]);
    const expected = [
      ["b-1", "halted", "the kill switch is on: enough", false, 100],
      ["a-1", "ended", "", false, 720],
    ];
    assert.deepEqual(facts(), expected);
    const lease = await takeLease(dataDir, "b");
    assert.deepEqual(
      facts(),
      expected,
      "a halted session is not held, whoever holds the deployment",
    );
    lease.close();
  }));

Deno.test("readSession refuses an unknown session and suggests the nearest", () =>
  withPromoted(async (dataDir) => {
    await live(dataDir, deploymentOf({ to: FROM + DAY }));
    await refuses(
      () => readSession(dataDir, "btc-2"),
      'No session "btc-2"',
      'did you mean "btc-1"?',
    );
    await refuses(() => readSession(dataDir, "../btc-1"), "No session");
  }));

Deno.test("listSessions passes over folders that hold no session", () =>
  withPromoted(async (dataDir) => {
    await live(dataDir, deploymentOf({ to: FROM + DAY }));
    Deno.mkdirSync(`${dataDir}/sessions/empty-1`);
    Deno.mkdirSync(`${dataDir}/sessions/text-1`);
    Deno.writeTextFileSync(`${dataDir}/sessions/text-1/journal.sqlite`, "no database".repeat(400));
    assert.deepEqual(listSessions(dataDir).map(({ sessionId }) => sessionId), ["btc-1"]);
  }));
