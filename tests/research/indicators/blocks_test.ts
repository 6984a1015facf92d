import assert from "node:assert/strict";
import fc from "fast-check";
import { mapColumns } from "../../../data/bar_columns.ts";
import type { Bars } from "../../../data/bars.ts";
import { randomBars } from "../../../research/bench/random_bars.ts";
import { Line } from "../../../research/engine/line.ts";
import { type Computation, Series } from "../../../research/engine/series.ts";
import { overBars } from "../../../research/indicators/over_bars.ts";
import { HOUR } from "../fixtures.ts";
import { everyIndicator, INDICATORS, linesOf } from "./every_indicator.ts";

const ROWS = 4000;

/** A walk with what upsets an indicator: stretches that stand still, volumes of nothing or none. */
function upsetting(seed: number): Bars {
  const walk = randomBars(ROWS, seed);
  const still = (i: number) => i % 700 > 640;
  return mapColumns((name) =>
    walk[name].map((value, i) => {
      if (name === "ts") return i * HOUR;
      if (name !== "volume") return still(i) ? 100 : value;
      return (i * 31 + seed) % 97 === 0 ? NaN : still(i) ? 0 : i % 500 === 7 ? 1e15 : value;
    })
  );
}

/** Indicators whose computations are called by the test, on bars that arrive in blocks. */
class Feed extends Series {
  readonly computations: Computation[] = [];
  readonly outputs: Readonly<Record<string, Line>>;

  constructor(
    readonly bars: Bars,
    readonly make: (s: Series) => Record<string, Line>,
    readonly columns = false,
  ) {
    super(HOUR, columns ? bars : undefined);
    this.outputs = make(this);
  }

  override compute(computation: Computation): void {
    this.computations.push(computation);
  }

  /** Takes in the bars `from` to `to`, exclusive. */
  take(from: number, to: number): void {
    const { ts, open, high, low, close, volume } = this.bars;
    for (let i = from; !this.columns && i < to; i++) {
      this.push(ts[i]!, open[i]!, high[i]!, low[i]!, close[i]!, volume[i]!);
    }
    for (const computation of this.computations) computation.fill(from, to);
  }

  /** A feed of the same bars that knows nothing but this one's states and rings. */
  revived(): Feed {
    const copy = new Feed(this.bars, this.make, this.columns);
    copy.length = this.length;
    this.computations.forEach(({ state }, k) => copy.computations[k]!.state?.set(state!));
    const [mine, its] = [linesIn(this), linesIn(copy)];
    mine.forEach((line, k) => its[k]!.mask >= 0 && its[k]!.values.set(line.values));
    return copy;
  }
}

/** Every line that a feed's computations read or write, the hidden ones included. */
function linesIn(feed: Feed): Line[] {
  const lines = new Set<Line>();
  const look = (value: unknown) => {
    if (value instanceof Line) lines.add(value);
    else if (value instanceof Series || ArrayBuffer.isView(value)) return;
    else if (value && typeof value === "object") Object.values(value).forEach(look);
  };
  for (const name of ["ts", "open", "high", "low", "close", "volume"] as const) look(feed[name]);
  feed.computations.forEach(look);
  return [...lines];
}

Deno.test("every indicator is the same to the last bit in blocks of any size, in a ring or over columns, and from its state and ring", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(1, 2, 1023, 1024, 1500)),
      fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 1024 })), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
      (seed, window, blocks, revivals) => {
        const bars = upsetting(seed);
        const make = (s: Series) => everyIndicator(s, window);
        const expected = overBars(bars, HOUR, make);
        let feed = new Feed(bars, make, seed % 2 === 0);
        for (let from = 0, round = 0; from < ROWS; round++) {
          const to = Math.min(ROWS, from + blocks[round % blocks.length]!);
          feed.take(from, to);
          assertSame(feed, expected, from, to);
          if (revivals[round % revivals.length]) feed = feed.revived();
          from = to;
        }
      },
    ),
    {
      numRuns: 25,
      examples: [
        [1, 1500, [1024], [true]],
        [3, 1500, [1000, 1024, 1], [false]],
        [2, 1023, [1], [false]],
      ],
    },
  );
});

for (const name of Object.keys(INDICATORS)) {
  Deno.test(`${name} keeps as much of its sources as it reads, even alone, in the fullest blocks`, () => {
    const bars = randomBars(ROWS, 9);
    const make = (s: Series) => linesOf(name, s, 1700);
    const expected = overBars(bars, HOUR, make);
    const feed = new Feed(bars, make);
    for (let from = 0; from < ROWS; from += 1024) {
      const to = Math.min(ROWS, from + 1024);
      feed.take(from, to);
      assertSame(feed, expected, from, to);
    }
  });
}

function assertSame(
  feed: Feed,
  expected: Readonly<Record<string, Float64Array>>,
  from: number,
  to: number,
): void {
  for (const [name, line] of Object.entries(feed.outputs)) {
    for (let i = from; i < to; i++) {
      const value = line.values[i & line.mask]!;
      if (Object.is(value, expected[name]![i])) continue;
      assert.fail(
        `${name} at bar ${i} of the block from ${from}: ${value}, not ${expected[name]![i]}`,
      );
    }
  }
}
