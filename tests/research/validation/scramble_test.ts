import assert from "node:assert/strict";
import { barColumns } from "../../../data/bar_columns.ts";
import { scrambleAfter } from "../../../research/validation/scramble.ts";
import { sample } from "../fixtures.ts";

Deno.test("scrambleAfter keeps the past and all times, and makes a possible future of noise", async () => {
  const { bars } = await sample("SPX", "1d");
  const before = bars.close.slice();
  const keep = 3000;
  const scrambled = scrambleAfter(bars, keep, 7);
  for (const name of barColumns) {
    assert.deepEqual(scrambled[name].subarray(0, keep), bars[name].subarray(0, keep), name);
  }
  assert.deepEqual(scrambled.ts, bars.ts);
  assert.deepEqual(bars.close, before, "the bars themselves are left alone");
  for (let i = keep; i < bars.ts.length; i++) {
    const [open, close] = [scrambled.open[i]!, scrambled.close[i]!];
    assert.ok(scrambled.low[i]! > 0 && scrambled.low[i]! <= Math.min(open, close));
    assert.ok(scrambled.high[i]! >= Math.max(open, close));
    assert.notEqual(close, bars.close[i]);
  }
});

Deno.test("scrambleAfter makes the same noise of the same seed, and another of another", async () => {
  const { bars } = await sample("SPX", "1d");
  const close = (seed: number) => scrambleAfter(bars, 10, seed).close;
  assert.deepEqual(close(1), close(1));
  assert.notDeepEqual(close(1), close(2));
  assert.ok(scrambleAfter(bars, 0, 1).close.every((price) => price > 0));
});
