import assert from "node:assert/strict";
import type { Journal, JournalRow, JournalTrade } from "../../../live/journal/journal.ts";
import type { SessionParts } from "../../../live/runner/session.ts";
import type { Venue } from "../../../live/venues/venue.ts";
import type { Bars } from "../../../data/bars.ts";
import {
  ORDER_STATES,
  type OrderEvent,
  type OrderState,
  type RowMessage,
} from "../../../research/engine/mod.ts";
import { inTempDir } from "../../data/helpers.ts";
import { marketsOf, outcomeOf, sessionConfigOf, type Setting, strategyOf } from "./agreement.ts";
import { Life, type LifeOptions, randomOf, walk } from "./session_fixtures.ts";
import { durableOf, summaryOf } from "./session_state.ts";

const ROWS = 160;
const SEEDS = Number(Deno.env.get("TAPEOUT_CRASHES") ?? 3);
/** Crashes of one session, about; with many more it would not get on between them. */
const CRASHES = 40;

/** What lives and crashes: how it runs, and that it meets all that it is there for. */
interface Subject {
  readonly name: string;
  readonly bars: readonly Bars[];
  readonly options: LifeOptions;
  /** Order states and kinds of events that the calm session reaches. */
  readonly states: readonly OrderState[];
  readonly events: readonly OrderEvent[0][];
}

const setting: Setting = {
  seed: 5,
  rows: ROWS,
  instruments: ["perpetual", "spot"],
  drillDown: true,
  missing: 0.05,
  data: true,
  delisted: 150,
  shared: true,
  model: {
    cash: 100_000,
    spreadBps: 4,
    participation: 0.3,
    latency: { medianMs: 1_800_000, sigma: 1 },
    rejectRate: 0.05,
    seed: 9,
    leverage: 20,
    marginMode: "isolated",
  },
};
const markets = marketsOf(setting);

const SUBJECTS: readonly Subject[] = [
  {
    name: "busy",
    bars: [walk(1, ROWS), walk(2, ROWS)],
    options: {},
    states: ["working", "filled", "cancelled", "refused"],
    events: ["working", "filled", "fill", "cancelled", "refused"],
  },
  {
    name: "drawn",
    bars: markets.map(({ bars }) => bars),
    options: { config: sessionConfigOf(setting, markets), strategy: strategyOf(setting), markets },
    states: ["working", "filled", "cancelled", "refused", "rejected", "expired"],
    events: ["held", "released", "changed", "unchanged", "expired", "rejected", "taken", "funding"],
  },
];

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
async function livesOf(
  dir: string,
  { bars, options }: Subject,
  crashesAt: (point: string) => boolean,
) {
  for (let lives = 1;; lives++) {
    const change = (parts: SessionParts) =>
      crashing(parts, (point) => {
        if (crashesAt(point)) throw new Crash(point);
      });
    const life = new Life(dir, bars, change, options);
    try {
      await life.run();
      const summary = { ...summaryOf(life.session), ...outcomeOf(life.session.blotter, []) };
      return { lives, summary, durable: durableOf(dir) };
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    } finally {
      life.close();
    }
  }
}

async function undisturbed(subject: Subject) {
  let result: Awaited<ReturnType<typeof livesOf>>;
  const reached = new Map<string, number>();
  await inTempDir(async (dir) => {
    result = await livesOf(dir, subject, (point) => {
      reached.set(point, (reached.get(point) ?? 0) + 1);
      return false;
    });
  });
  return { ...result!, reached };
}

for (const subject of SUBJECTS) {
  const { name } = subject;
  const calm = await undisturbed(subject);

  Deno.test(`${name}: the undisturbed session reaches every kind of order, event and point`, () => {
    const states = new Set(calm.summary.states.map((state) => ORDER_STATES[state]!));
    for (const state of subject.states) assert.ok(states.has(state), state);
    const inputs = calm.durable.inputs as { body: string }[];
    const events = new Set(
      inputs.flatMap(({ body }) => (JSON.parse(body) as RowMessage).events.map(([kind]) => kind)),
    );
    for (const event of subject.events) assert.ok(events.has(event), event);
    assert.ok(calm.summary.fills.length >= 30);
    const sends = name === "busy" ? ["submit", "cancel"] : ["submit", "cancel", "change"];
    for (const point of ["append", "commit", "order", "records", ...sends]) {
      assert.ok(calm.reached.get(`before ${point}`)! >= 10, point);
    }
  });

  for (const point of calm.reached.keys()) {
    Deno.test(`${name}: a session that crashes ${point} continues as if it had not`, async () => {
      const count = calm.reached.get(point)!;
      for (const occurrence of [1, Math.ceil(count / 2), count]) {
        await inTempDir(async (dir) => {
          let seen = 0;
          const { lives, summary, durable } = await livesOf(
            dir,
            subject,
            (each) => each === point && ++seen === occurrence,
          );
          assert.equal(lives, 2);
          assert.deepEqual(summary, calm.summary);
          assert.deepEqual(durable, calm.durable);
        });
      }
    });
  }

  Deno.test(`${name}: a session that crashes again and again, at random points, ends as if it had not`, async () => {
    for (let seed = 11; seed < 11 + SEEDS; seed++) {
      await inTempDir(async (dir) => {
        const random = randomOf(seed);
        const mean = [...calm.reached.values()].reduce((sum, count) => sum + count, 0) / CRASHES;
        let left = Math.ceil(2 * mean * random());
        const { lives, summary, durable } = await livesOf(dir, subject, () => {
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
}
