import assert from "node:assert/strict";
import {
  listingOf,
  type Market,
  type ParameterSchema,
  Simulation,
  type SimulationInput,
  type Strategy,
  strategy,
} from "../../../research/engine/mod.ts";
import { Series } from "../../../research/engine/series.ts";
import { randomBars } from "../../../research/bench/random_bars.ts";
import { sma } from "../../../research/indicators/mod.ts";
import { everyIndicator } from "../indicators/every_indicator.ts";
import { ACME, barsOf, HOUR, still } from "../fixtures.ts";
import { assertSame } from "./random/assert_same.ts";

const MINUTE = 60_000;

function input(
  strategy: Strategy<ParameterSchema>,
  setting: Partial<SimulationInput> = {},
): SimulationInput {
  return {
    strategy,
    params: {},
    listings: [listingOf(ACME)],
    bars: [barsOf(still(100, 6))],
    timeframeMs: HOUR,
    cash: 10_000,
    ...setting,
  };
}

const nothing = (name = "nothing") => strategy(name, {}, () => ({ onBar() {} }));

for (const [window, cuts] of [[3, [1, 2, 1030]], [50, [49, 1024, 2999]], [1500, [700, 2048]]]) {
  const rows = cuts as number[];
  Deno.test(`every indicator over ${window} bars goes on from snapshots at ${rows.join(", ")}`, () => {
    const all = strategy("all", {}, (_, m) => {
      const higher = m.at("3m");
      const own = m.close.series;
      const lines = [own, higher].map((series) => everyIndicator(series, window as number));
      return {
        onBar() {
          let sum = 0;
          for (const each of lines) for (const { value } of Object.values(each)) sum += value || 0;
          if (sum % 2 > 1) m.buy({ quantity: 1 }, "");
        },
      };
    });
    const over = () => input(all, { bars: [randomBars(3_000)], timeframeMs: MINUTE, cash: 1e9 });
    const whole = new Simulation(over()).run();
    assert.ok(whole.fills.rows > 100);
    let run = new Simulation(over());
    for (const row of rows) {
      run = Simulation.resume(over(), structuredClone(run.run(row).snapshot()));
    }
    assertSame(run.run().snapshot(), whole.snapshot());
  });
}

Deno.test("a snapshot holds nothing of the bars after it", () => {
  const means = strategy("means", {}, (_, m) => {
    sma(m.close, 2);
    return { onBar() {} };
  });
  const prices = [100, 101, 102, 103, 104, 105];
  const bars = (last: number) =>
    barsOf([...prices, last].map((price) => [price, price, price, price]));
  const one = new Simulation(input(means, { bars: [bars(50)] })).run(6).snapshot();
  const two = new Simulation(input(means, { bars: [bars(5_000)] })).run(6).snapshot();
  assertSame(one, two);
  assert.deepEqual(one.series[0]!.lines.map((line) => line.length), Array(7).fill(6));
});

Deno.test("a snapshot is taken wherever run reports its progress", () => {
  const whole = new Simulation(
    input(nothing(), { bars: [randomBars(20_000)], timeframeMs: MINUTE }),
  );
  const rows: number[] = [];
  whole.run(undefined, () => rows.push(whole.snapshot().row));
  assert.deepEqual(rows, [8_192, 16_384, 20_000]);
});

Deno.test("no snapshot is taken within a row, nor after one that failed", () => {
  const run = new Simulation(input(strategy("nosy", {}, (_, m) => ({
    onBar() {
      if (m.index === 2) run.snapshot();
    },
  }))));
  assert.throws(() => run.run(), /Cannot take a snapshot within row 2$/);
  assert.throws(() => run.snapshot(), /Cannot take a snapshot within row 2$/);
});

Deno.test("a series that has computed beyond its last bar cannot be saved", () => {
  const series = new Series(HOUR, barsOf(still(100, 3)));
  series.advance();
  assert.throws(() => series.save(), /Cannot save bar 0: 3 bars have been computed/);
  series.advance();
  series.advance();
  assert.equal(series.save().index, 2);
});

/** What is no longer as it was, and what is said of it. */
const OTHERS: readonly [string, SimulationInput, RegExp][] = [
  ["strategy", input(nothing("other")), /with the strategy "other": .* taken with "nothing"/],
  ["cash", input(nothing(), { cash: 1 }), /with the cash 1: the snapshot was taken with 10000/],
  ["timeframe", input(nothing(), { timeframeMs: 1 }), /with the timeframeMs 1:/],
  ["instrument", input(nothing(), { listings: [listingOf({ ...ACME, lotSize: "2" })] }), /instrum/],
  ["limits", input(nothing(), { limits: { maxDrawdown: 0.5 } }), /with the limits {"maxDrawdown"/],
  ["model", input(nothing(), { model: { slippageBps: 1 } }), /with the venue model {"slippageBps"/],
  [
    "bars",
    input(nothing(), {
      bars: [barsOf([...still(100, 2), [100, 101, 100, 100], ...still(100, 3)])],
    }),
    /bar 2 has high 101, the snapshot 100; resume over the bars that it was taken on/,
  ],
  [
    "times",
    input(nothing(), { bars: [barsOf(still(100, 6), { start: HOUR })] }),
    /row 2 of the bars is not at 1970-01-01T02:00:00.000Z/,
  ],
  [
    "bars, which are too few",
    input(nothing(), { bars: [barsOf(still(100, 2))] }),
    /row 2 of the bars/,
  ],
  [
    "lines",
    input(strategy("nothing", {}, (_, m) => (sma(m.close, 2), { onBar() {} }))),
    /the strategy has 7 lines and 1 computations, the snapshot 6 and 0/,
  ],
  [
    "timeframes",
    input(strategy("nothing", {}, (_, m) => (m.at("4h"), { onBar() {} }))),
    /the strategy asks for 1 higher timeframes, the snapshot holds 0/,
  ],
  [
    "memory",
    input(strategy("nothing", {}, (_, m) => (m.remember({}), { onBar() {} }))),
    /the strategy remembers 1 objects, the snapshot holds 0/,
  ],
  [
    "reach",
    input(strategy("nothing", {}, (_, m) => (m.close.keep(5_000), { onBar() {} }))),
    /close keeps 7168 bars, the snapshot has 1025 of it/,
  ],
];

for (const [what, other, message] of OTHERS) {
  Deno.test(`a run does not go on with other ${what}`, () => {
    const isLong = what === "reach";
    const long = isLong ? { bars: [barsOf(still(100, 2_500))] } : {};
    const run = new Simulation(input(nothing(), long)).run(isLong ? 2_000 : 3);
    assert.throws(() => Simulation.resume({ ...other, ...long }, run.snapshot()), {
      name: "RangeError",
      message,
    });
  });
}

Deno.test("a run goes on where the bars have grown and settings are named in another order", () => {
  const model = { slippageBps: 1, spreadBps: 2 };
  const snapshot = new Simulation(input(nothing(), { model })).run().snapshot();
  const longer = { bars: [barsOf(still(100, 9))], model: { spreadBps: 2, slippageBps: 1 } };
  const run = Simulation.resume(input(nothing(), longer), snapshot);
  assert.equal(run.row, 6);
  assert.equal(run.run().row, 9);
});

/** A strategy that counts bars in its memory. */
function counting(prepare: (m: Market) => { count: number; seen: number[] }) {
  return strategy("counting", {}, (_, m) => {
    const memory = prepare(m);
    const { seen } = memory;
    return {
      onBar() {
        memory.count++;
        seen.push(m.index);
        if (memory.count === 5) m.buy({ quantity: seen.length }, "fifth");
      },
    };
  });
}

Deno.test("what a strategy remembers is there when it goes on, and its parts are the same objects", () => {
  const initial = { count: 0, seen: [] };
  const counted = counting((m) => m.remember(initial));
  const snapshot = new Simulation(input(counted)).run(3).snapshot();
  assert.deepEqual(snapshot.floor.desks[0]!.memory, [{ count: 3, seen: [0, 1, 2] }]);
  const run = Simulation.resume(input(counted), snapshot).run();
  assert.equal(run.orders.quantity[0], 5);
  assert.deepEqual(run.snapshot().floor.desks[0]!.memory, [{ count: 6, seen: [0, 1, 2, 3, 4, 5] }]);
  assert.deepEqual(initial, { count: 0, seen: [] });
});

Deno.test("a set-up that writes to its memory would forget, and cannot be resumed", () => {
  const reset = counting((m) => Object.assign(m.remember({ count: 0, seen: [] }), { count: 0 }));
  const snapshot = new Simulation(input(reset)).run(3).snapshot();
  assert.throws(() => Simulation.resume(input(reset), snapshot), {
    name: "RangeError",
    message: /writes to what it remembers while it is being set up; give remember\(\) the values/,
  });
});

Deno.test("nothing more is remembered once bars have been seen", () => {
  const late = strategy("late", {}, (_, m) => ({ onBar: () => void m.remember({}) }));
  assert.throws(() => new Simulation(input(late)).run(), {
    name: "RangeError",
    message: "Cannot remember more once bars have been seen; ask during set-up",
  });
});

class Box {}
const shared = { a: 1 };
const ring: { self?: unknown } = {};
ring.self = ring;

/** What no snapshot can hold, and what is said of it. */
const REFUSED: readonly [string, object, RegExp][] = [
  ["NaN", { price: NaN }, /^Cannot remember NaN in price; a strategy remembers plain objects, arr/],
  ["Infinity", { a: [1, { b: -Infinity }] }, /^Cannot remember -Infinity in a\[1\]\.b;/],
  ["undefined", { last: undefined }, /^Cannot remember undefined in last;/],
  ["a function", { call: Math.max }, /^Cannot remember function max\(\) .* in call;/],
  ["a map", { levels: new Map() }, /^Cannot remember a Map in levels;/],
  ["a column", { levels: new Float64Array(1) }, /^Cannot remember a Float64Array in levels;/],
  ["an instance", new Box(), /^Cannot remember a Box;/],
  [
    "one object twice",
    { a: shared, b: shared },
    /an object that is remembered in another place too in b/,
  ],
  ["a ring", ring, /an object that is remembered in another place too in self;/],
  ["an array by itself", [1], /^Cannot remember an array by itself; give an object that holds it$/],
];

for (const [what, value, message] of REFUSED) {
  Deno.test(`a strategy cannot begin by remembering ${what}`, () => {
    const asks = strategy("asks", {}, (_, m) => (m.remember(value), { onBar() {} }));
    assert.throws(() => new Simulation(input(asks)), { name: "RangeError", message });
  });
}

Deno.test("a snapshot says what a strategy has come to remember that it cannot hold", () => {
  const strays = strategy("strays", {}, (_, m) => {
    const memory = m.remember({ last: null as number | null });
    return { onBar: () => void (memory.last = m.close.at(5)) };
  });
  const run = new Simulation(input(strays)).run(2);
  assert.throws(() => run.snapshot(), /^RangeError: Cannot remember NaN in last;/);
  assert.equal(run.run().snapshot().row, 6);
});

Deno.test("pieces that are fed bring the other data that the input names, no more and no less", () => {
  const seen: number[] = [];
  const reads = strategy("reads", {}, (_, m) => {
    const signal = m.data("signal");
    return { onBar: () => void seen.push(signal.value) };
  });
  const fed = () => new Simulation(input(reads, { bars: undefined, data: [{ signal: null }] }));
  const bars = [barsOf(still(100, 3))];
  const run = fed();
  run.feed(bars, [{ signal: Float64Array.of(1, 2, 3) }]);
  assert.deepEqual(seen, [1, 2, 3]);
  const message = 'Cannot append 3 bars without as many values of "signal"';
  assert.throws(() => fed().feed(bars), { name: "RangeError", message });
  assert.throws(() => fed().feed(bars, [{ signal: Float64Array.of(1) }]), { message });
});

/** Buys once, and asks again on every bar from the third on. */
const asking = strategy("asking", {}, (_, m) => ({
  onBar() {
    if (m.index === 0) m.buy({ quantity: 50 }, "");
    if (m.index > 2) m.buy({ quantity: 1 }, "");
  },
}));

for (const limits of [{ dailyLoss: 0.1 }, { maxDrawdown: 0.1 }]) {
  const [name] = Object.keys(limits);
  Deno.test(`a run that goes on knows that its ${name} was reached, though it has recovered`, () => {
    const bars = [barsOf([...still(100, 2), ...still(70, 1), ...still(100, 3)])];
    const over = () => input(asking, { bars, limits });
    const reasons = (run: Simulation) => [...run.orders.reasons.values()];
    const whole = new Simulation(over()).run();
    assert.equal(reasons(whole).length, 3);
    const resumed = Simulation.resume(over(), new Simulation(over()).run(3).snapshot()).run();
    assert.deepEqual(reasons(resumed), reasons(whole));
  });
}
