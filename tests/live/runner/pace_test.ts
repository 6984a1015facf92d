import assert from "node:assert/strict";
import { pace } from "../../../live/runner/pace.ts";
import { runTask } from "../fixtures.ts";

const HOUR = 3_600_000;
const never = () => false;

async function elapsed(act: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

Deno.test("pace at full speed never waits", async () => {
  const due = pace(Infinity, HOUR, never);
  const took = await elapsed(async () => {
    for (let i = 0; i < 10_000; i++) await due(i * HOUR);
  });
  assert.ok(took < 1_000);
});

Deno.test("pace feeds a bar at its close, the first one timeframe after the start", async () => {
  // An hour in 60 ms.
  const due = pace(HOUR / 60, HOUR, never);
  const started = performance.now();
  for (const [bar, earliest] of [[0, 60], [1, 120], [2, 180], [5, 360]] as const) {
    await due(1e12 + bar * HOUR);
    const at = performance.now() - started;
    assert.ok(at >= earliest - 2, `bar ${bar} came at ${at} ms, before its close`);
  }
});

Deno.test("pace lets bars follow at once where the feed has fallen behind", async () => {
  const due = pace(HOUR / 40, HOUR, never);
  await due(0);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.ok(await elapsed(() => due(HOUR)) < 30);
  assert.ok(await elapsed(() => due(2 * HOUR)) < 30);
});

Deno.test("pace ends a wait when it is stopped, and does not wait again", async () => {
  const stop = new AbortController();
  const due = pace(1, HOUR, () => stop.signal.aborted);
  setTimeout(() => stop.abort(), 30);
  assert.ok(await elapsed(() => due(0)) < 1_000);
  assert.ok(await elapsed(() => due(HOUR)) < 100);
});

Deno.test("pace waits for longer than a timer can count", async () => {
  const stop = new AbortController();
  // A bar is due in 41,000 days.
  const due = pace(0.001, HOUR, () => stop.signal.aborted);
  setTimeout(() => stop.abort(), 100);
  assert.ok(await elapsed(() => due(0)) >= 90, "the wait overflowed and ended at once");
});

Deno.test("live refuses a speed that is no multiple of real time", async () => {
  for (const speed of ["0", "-1", "abc", "", "NaN"]) {
    const { code, stdout, stderr } = await runTask("live", [`--speed=${speed}`]);
    assert.deepEqual([code, stdout], [2, ""], speed);
    assert.match(stderr, /^error: [^\n]*--speed[^\n]*write 1, 60 or max[^\n]*\n$/, speed);
  }
});
