import assert from "node:assert/strict";
import type { Journal, JournalRow, JournalTrade } from "../../../live/journal/journal.ts";
import type { SessionParts } from "../../../live/runner/session.ts";
import type { Venue } from "../../../live/venues/venue.ts";
import { inTempDir } from "../../data/helpers.ts";
import { Life, randomOf, walk } from "./session_fixtures.ts";
import { durableOf, summaryOf } from "./session_state.ts";

const ROWS = 160;
const SEEDS = Number(Deno.env.get("TAPEOUT_CRASHES") ?? 3);
/** Crashes of one session, about; with many more it would not get on between them. */
const CRASHES = 40;
const bars = [walk(1, ROWS), walk(2, ROWS)];

class Crash extends Error {}

/** Names every point around a journal write and a send; `reached` may throw a Crash there. */
function crashing(
  { journal, venue }: SessionParts,
  reached: (point: string) => void,
): Partial<SessionParts> {
  const around = async <T>(name: string, act: () => T | Promise<T>) => {
    reached(`before ${name}`);
    const result = await act();
    reached(`after ${name}`);
    return result;
  };
  return {
    venue: {
      submit: (id, text) => around("submit", () => venue.submit(id, text)),
      cancel: (id) => around("cancel", () => venue.cancel(id)),
      change: (id, key, text) => around("change", () => venue.change(id, key, text)),
      order: (id) => around("order", () => venue.order(id)),
      records: (skip) => around("records", () => venue.records(skip)),
      positions: () => venue.positions(),
      close: () => venue.close(),
    } satisfies Venue,
    journal: {
      rows: () => journal.rows(),
      tradeIds: () => journal.tradeIds(),
      haltedRows: null,
      append(row: JournalRow, trades: readonly JournalTrade[]) {
        reached("before append");
        journal.append(row, trades);
        reached("after append");
      },
      commit(now: number) {
        reached("before commit");
        journal.commit(now);
        reached("after commit");
      },
    } as unknown as Journal,
  };
}

/** Lives and crashes until one life reaches the end; returns what it came to. */
async function livesOf(dir: string, crashesAt: (point: string) => boolean) {
  for (let lives = 1;; lives++) {
    const life = new Life(dir, bars, (parts) =>
      crashing(parts, (point) => {
        if (crashesAt(point)) throw new Crash(point);
      }));
    try {
      await life.run();
      return { lives, summary: summaryOf(life.session), durable: durableOf(dir) };
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    } finally {
      life.close();
    }
  }
}

async function undisturbed() {
  let result: Awaited<ReturnType<typeof livesOf>>;
  const reached = new Map<string, number>();
  await inTempDir(async (dir) => {
    result = await livesOf(dir, (point) => {
      reached.set(point, (reached.get(point) ?? 0) + 1);
      return false;
    });
  });
  return { ...result!, reached };
}

const calm = await undisturbed();

Deno.test("the undisturbed session reaches every kind of order and every point", () => {
  const states = new Set(calm.summary.states as number[]);
  assert.deepEqual([...states].sort(), [1, 2, 3, 4], "working, filled, cancelled and refused");
  assert.ok((calm.summary.fills as number) >= 30);
  for (const name of ["append", "commit", "submit", "cancel", "order", "records"]) {
    assert.ok(calm.reached.get(`before ${name}`)! >= 10, name);
  }
});

for (const point of calm.reached.keys()) {
  Deno.test(`a session that crashes ${point} continues as if it had not`, async () => {
    const count = calm.reached.get(point)!;
    for (const occurrence of [1, Math.ceil(count / 2), count]) {
      await inTempDir(async (dir) => {
        let seen = 0;
        const { lives, summary, durable } = await livesOf(
          dir,
          (each) => each === point && ++seen === occurrence,
        );
        assert.equal(lives, 2);
        assert.deepEqual(summary, calm.summary);
        assert.deepEqual(durable, calm.durable);
      });
    }
  });
}

Deno.test("a session that crashes again and again, at random points, ends as if it had not", async () => {
  for (let seed = 11; seed < 11 + SEEDS; seed++) {
    await inTempDir(async (dir) => {
      const random = randomOf(seed);
      const mean = [...calm.reached.values()].reduce((sum, count) => sum + count, 0) / CRASHES;
      let left = Math.ceil(2 * mean * random());
      const { lives, summary, durable } = await livesOf(dir, () => {
        if (--left > 0) return false;
        left = Math.ceil(2 * mean * random());
        return true;
      });
      assert.ok(lives > CRASHES / 3, `only ${lives} lives with seed ${seed}`);
      assert.deepEqual(summary, calm.summary, `seed ${seed}`);
      assert.deepEqual(durable, calm.durable, `seed ${seed}`);
    });
  }
});
