import assert from "node:assert/strict";
import fc from "fast-check";
import type { Row } from "../../../data/fetch/check_row.ts";
import { type AskRows, coverRange } from "../../../data/fetch/cover_range.ts";

const stepMs = 10;
const limit = 8;

interface FakeSource {
  readonly times: readonly number[];
  readonly newestFirst: boolean;
  /** Most rows that it gives at once, whatever was asked for. */
  readonly cap: number;
}

function source({ times, newestFirst, cap }: FakeSource): { ask: AskRows; asked: number[][] } {
  const asked: number[][] = [];
  const ask: AskRows = (from, to) => {
    asked.push([from, to]);
    assert.ok(from < to, `an empty range was asked for: ${from} to ${to}`);
    const inside = times.filter((ts) => ts >= from && ts < to);
    const page = newestFirst ? inside.slice(-cap) : inside.slice(0, cap);
    return Promise.resolve(page.map((ts): Row => ({ ts, values: [] })));
  };
  return { ask, asked };
}

async function cover(ask: AskRows, from: number, to: number, uneven = false) {
  const times: number[] = [];
  const range = { from, to, stepMs: uneven ? undefined : stepMs, pageMs: stepMs * limit };
  for await (const page of coverRange(ask, range)) times.push(...page.map(({ ts }) => ts));
  return times;
}

Deno.test("coverRange brings every row once, in order, from any venue, and ends", () =>
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 120 }),
      fc.boolean(),
      fc.integer({ min: 1, max: limit }),
      fc.integer({ min: 0, max: 50 }),
      async (steps, newestFirst, cap, start) => {
        const times = steps.toSorted((a, b) => a - b).map((step) => step * stepMs);
        const { ask, asked } = source({ times, newestFirst, cap });
        const [from, to] = [start * stepMs, 250 * stepMs];
        const got = await cover(ask, from, to);
        assert.deepEqual(got, times.filter((ts) => ts >= from && ts < to));
        assert.ok(asked.length <= 30 + 6 * (got.length + 1), `${asked.length} requests`);
      },
    ),
    { numRuns: 200, seed: 1 },
  ));

Deno.test("coverRange brings rows of uneven steps, such as funding, and times off the grid", () =>
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 0, max: 2000 }), { maxLength: 80 }),
      fc.boolean(),
      fc.integer({ min: 1, max: limit }),
      async (list, newestFirst, cap) => {
        const times = list.toSorted((a, b) => a - b);
        const { ask } = source({ times, newestFirst, cap });
        assert.deepEqual(await cover(ask, 0, 2001, true), times);
      },
    ),
    { numRuns: 200, seed: 2 },
  ));

Deno.test("coverRange crosses ten years without rows in a few requests", async () => {
  const { ask, asked } = source({ times: [1_000_000, 1_000_010], newestFirst: true, cap: limit });
  assert.deepEqual(await cover(ask, 0, 1_000_020), [1_000_000, 1_000_010]);
  assert.ok(asked.length < 70, `${asked.length} requests`);
});

Deno.test("coverRange never asks a venue that does not bear it for more than a page", async () => {
  const { ask, asked } = source({ times: [0, 2000], newestFirst: true, cap: limit });
  const range = { from: 0, to: 2001, stepMs, pageMs: stepMs * limit, widens: false };
  const times: number[] = [];
  for await (const page of coverRange(ask, range)) times.push(...page.map(({ ts }) => ts));
  assert.deepEqual(times, [0, 2000]);
  assert.ok(asked.every(([from, to]) => to! - from! <= stepMs * limit));
});

Deno.test("coverRange believes an empty answer only when it comes twice", async () => {
  const times = Array.from({ length: 20 }, (_, i) => i * stepMs);
  const { ask } = source({ times, newestFirst: false, cap: limit });
  let nth = 0;
  const flaky: AskRows = (from, to) => ++nth % 2 === 1 ? Promise.resolve([]) : ask(from, to);
  assert.deepEqual(await cover(flaky, 0, 200), times);
});

Deno.test("coverRange proves by the last row again that uneven pages lost nothing", async () => {
  const times = Array.from({ length: 21 }, (_, i) => i * stepMs);
  const { ask, asked } = source({ times, newestFirst: true, cap: limit });
  assert.deepEqual(await cover(ask, 0, 201, true), times);
  assert.deepEqual(asked, [[0, 80], [70, 150], [140, 201]]);
});

Deno.test("coverRange asks for one page where one page is enough", async () => {
  const times = Array.from({ length: limit }, (_, i) => i * stepMs);
  const { ask, asked } = source({ times, newestFirst: true, cap: limit });
  await cover(ask, 0, limit * stepMs - stepMs + 1);
  assert.deepEqual(asked, [[0, limit * stepMs - stepMs + 1]]);
});
