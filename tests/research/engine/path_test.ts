import assert from "node:assert/strict";
import type { Instrument } from "../../../data/instrument.ts";
import type { Market } from "../../../research/engine/mod.ts";
import { ACME, barsOf, type Candle, fillsOf, HOUR, runScript, type Setting } from "../fixtures.ts";

const PERP: Instrument = {
  ...ACME,
  symbol: "PERP",
  kind: "perpetual",
  makerFeeBps: 0,
  takerFeeBps: 0,
  margin: {
    tiers: [{ notionalCap: null, maintenanceRate: 0.01, maintenanceAmount: 0, maxLeverage: 50 }],
    liquidationFeeBps: 0,
  },
};
const C: Candle = [100, 100, 100, 100];

interface Case {
  readonly name: string;
  readonly candles: readonly Candle[];
  readonly script: Readonly<Record<number, (m: Market) => void>>;
  /** Bar, signed quantity and price. */
  readonly fills: readonly (readonly number[])[];
  readonly ambiguous: number;
  readonly setting?: Setting;
  /** Halves of the last bar, which decide it where they are given. */
  readonly halves?: readonly [Candle, Candle];
}

const oco = (m: Market) =>
  void m.oco("buy", [{ quantity: 1, limit: 100 }, { quantity: 1, stop: 102 }], "");
const trailing: Case["script"] = {
  0: (m) => m.buy({ quantity: 1 }, ""),
  1: (m) => m.sell({ quantity: 1, trail: 5 }, ""),
};
const bothSides: Case["script"] = {
  0: (m) => m.sell({ quantity: 10 }, ""),
  1(m) {
    m.buy({ quantity: 10, stop: 105, reduceOnly: true }, "");
    m.buy({ quantity: 8, limit: 95 }, "");
  },
};

const CASES: readonly Case[] = [
  {
    name: "a limit at the open's own price fills once the bar trades through it",
    candles: [C, [100, 103, 97, 101]],
    script: { 0: (m) => m.buy({ quantity: 1, limit: 100 }, "") },
    fills: [[1, 1, 100]],
    ambiguous: 0,
  },
  {
    name: "a limit at the open's own price waits where the bar does not trade through it",
    candles: [C, [100, 103, 100, 101]],
    script: { 0: (m) => m.buy({ quantity: 1, limit: 100 }, "") },
    fills: [],
    ambiguous: 0,
  },
  {
    name: "a limit at the open's own price does not come before the stop that it excludes",
    candles: [C, [100, 103, 97, 101]],
    script: { 0: oco },
    fills: [[1, 1, 102]],
    ambiguous: 1,
  },
  {
    name: "finer bars tell that the limit came first",
    candles: [C, [100, 103, 97, 101]],
    halves: [[100, 101, 97, 100], [100, 103, 100, 101]],
    script: { 0: oco },
    fills: [[1, 1, 100]],
    ambiguous: 0,
  },
  {
    name: "what protects an entry by target begins on the way down: the high may have been before",
    candles: [C, [100, 100, 94, 95]],
    script: { 0: (m) => m.buy({ quantity: 1, target: 95, takeProfit: 98 }, "") },
    fills: [[1, 1, 95]],
    ambiguous: 1,
  },
  {
    name: "what protects an entry by target fills where the close lies beyond it",
    candles: [C, [100, 100, 94, 99]],
    script: { 0: (m) => m.buy({ quantity: 1, target: 95, takeProfit: 98 }, "") },
    fills: [[1, 1, 95], [1, -1, 98]],
    ambiguous: 0,
  },
  {
    name: "the stop of a stop-limit order knows no more of the bar than that order",
    candles: [C, [100, 106, 94, 103.5]],
    script: { 0: (m) => m.buy({ quantity: 1, stop: 105, limit: 104, stopLoss: 95 }, "") },
    fills: [[1, 1, 104], [1, -1, 95]],
    ambiguous: 1,
  },
  {
    name: "a limit that lies on the way to a stop comes before it",
    candles: [C, C, [100, 106, 99, 104]],
    script: {
      0: (m) => m.buy({ quantity: 10 }, ""),
      1(m) {
        m.buy({ quantity: 5, stop: 105 }, "");
        m.sell({ quantity: 10, limit: 103 }, "");
      },
    },
    fills: [[1, 10, 100], [2, -10, 103], [2, 5, 105]],
    ambiguous: 0,
  },
  {
    name: "at one price a target comes before a limit",
    candles: [C, C, [100, 104, 99, 100]],
    script: {
      0: (m) => m.buy({ quantity: 3 }, ""),
      1(m) {
        m.sell({ quantity: 1, limit: 103 }, "");
        m.sell({ quantity: 2, target: 103 }, "");
      },
    },
    fills: [[1, 3, 100], [2, -2, 103], [2, -1, 103]],
    ambiguous: 0,
  },
  {
    name: "a liquidation that lies before the stop on the way down from the entry comes first",
    candles: [C, [100, 104, 90, 95]],
    script: { 0: (m) => m.buy({ quantity: 10, stop: 103, stopLoss: 98 }, "") },
    // Margin of 20.6 behind 1,030: taken over at (1,030 − 20.6) / 9.9.
    fills: [[1, 10, 103], [1, -10, 1009.4 / 9.9]],
    ambiguous: 1,
    setting: { instruments: [PERP], model: { leverage: 50, marginMode: "isolated" } },
  },
  {
    name: "a trailing stop fires at its level where the bar cannot have moved it",
    candles: [C, C, C, [100, 100, 94, 96]],
    script: trailing,
    fills: [[1, 1, 100], [3, -1, 95]],
    ambiguous: 0,
  },
  {
    name: "a trailing stop that the bar may have moved before is ambiguous",
    candles: [C, C, C, [100, 103, 94, 96]],
    script: trailing,
    fills: [[1, 1, 100], [3, -1, 95]],
    ambiguous: 1,
  },
  {
    name: "finer bars tell how far a trailing stop had moved",
    candles: [C, C, C, [100, 103, 94, 96]],
    halves: [[100, 103, 100, 103], [103, 103, 94, 96]],
    script: trailing,
    fills: [[1, 1, 100], [3, -1, 98]],
    ambiguous: 0,
  },
  {
    name: "a reduce-only stop and a limit on either side are ambiguous where both close",
    candles: [C, C, [100, 106, 94, 100]],
    script: bothSides,
    fills: [[1, -10, 100], [2, 10, 105], [2, 8, 95]],
    ambiguous: 1,
    setting: { instruments: [PERP] },
  },
  {
    name: "finer bars tell what the limit left to the reduce-only stop",
    candles: [C, C, [100, 106, 94, 100]],
    halves: [[100, 100, 94, 100], [100, 106, 100, 100]],
    script: bothSides,
    fills: [[1, -10, 100], [2, 8, 95], [2, 2, 105]],
    ambiguous: 0,
    setting: { instruments: [PERP] },
  },
  {
    name: "stops and limits of their own on either side are not ambiguous",
    candles: [C, C, [100, 106, 94, 100]],
    script: {
      0: (m) => m.buy({ quantity: 10 }, ""),
      1(m) {
        m.sell({ quantity: 4, limit: 105 }, "");
        m.sell({ quantity: 6, stop: 95 }, "");
      },
    },
    fills: [[1, 10, 100], [2, -6, 95], [2, -4, 105]],
    ambiguous: 0,
  },
];

for (const { name, candles, script, fills, ambiguous, setting = {}, halves } of CASES) {
  Deno.test(name, () => {
    const start = (candles.length - 1) * HOUR;
    const finer = halves ? { finer: [barsOf(halves, { start, step: HOUR / 2 })] } : {};
    const run = runScript(candles, script, { ...setting, ...finer });
    const actual = fillsOf(run).map(([bar, quantity, price]) => [bar, quantity, price]);
    assert.deepEqual(actual.map((fill) => fill.slice(0, 2)), fills.map((fill) => fill.slice(0, 2)));
    actual.forEach((fill, i) => assert.ok(Math.abs(fill[2]! - fills[i]![2]!) < 1e-9, `${fill}`));
    assert.equal(run.ambiguousBars, ambiguous);
  });
}
