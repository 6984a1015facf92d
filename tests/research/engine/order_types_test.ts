import assert from "node:assert/strict";
import type { Market } from "../../../research/engine/mod.ts";
import {
  ACME,
  type Candle,
  fillsOf,
  HOUR,
  runScript,
  type Setting,
  statesOf,
} from "../fixtures.ts";

/** A market in which nothing costs anything, so that prices stand alone. */
const FREE = { ...ACME, makerFeeBps: 0, takerFeeBps: 0 };

interface Case {
  readonly name: string;
  readonly candles: readonly Candle[];
  readonly script: Readonly<Record<number, (m: Market) => void>>;
  /** Bar, signed quantity, price. */
  readonly fills: readonly (readonly [bar: number, quantity: number, price: number])[];
  readonly states: readonly string[];
  readonly ambiguous?: number;
  readonly setting?: Setting;
}

const C: Candle = [100, 100, 100, 100];
const buy = (m: Market) => m.buy({ quantity: 10 }, "in");

/** Each case is worked out by hand from the rules that SimulatedVenue states. */
const CASES: readonly Case[] = [
  {
    name: "a stop-limit becomes a limit at its trigger and fills there where that is good enough",
    candles: [C, [100, 106, 100, 103]],
    script: { 0: (m) => m.buy({ quantity: 1, stop: 102, limit: 104 }, "") },
    fills: [[1, 1, 102]],
    states: ["filled"],
  },
  {
    name: "a stop-limit whose limit is below its trigger waits for the price to come back",
    candles: [C, [100, 106, 100, 103], [103, 103, 100, 101]],
    script: { 0: (m) => m.buy({ quantity: 1, stop: 104, limit: 102 }, "") },
    fills: [[2, 1, 102]],
    states: ["filled"],
    // Within bar 1 the low of 100 may have come before or after the trigger.
    ambiguous: 1,
  },
  {
    name: "a stop-limit that the open jumps beyond rests at its limit",
    candles: [C, [110, 112, 105, 111], [111, 111, 103, 104]],
    script: { 0: (m) => m.buy({ quantity: 1, stop: 102, limit: 104 }, "") },
    fills: [[2, 1, 104]],
    states: ["filled"],
  },
  {
    name: "a target to sell goes to market where it is touched, at the open after a gap",
    candles: [C, C, [100, 110, 99, 105]],
    script: { 0: buy, 1: (m) => m.sell({ quantity: 10, target: 110 }, "") },
    fills: [[1, 10, 100], [2, -10, 110]],
    states: ["filled", "filled"],
  },
  {
    name: "a target to buy the open has passed fills at the open",
    candles: [C, [94, 96, 93, 95]],
    script: { 0: (m) => m.buy({ quantity: 1, target: 95 }, "") },
    fills: [[1, 1, 94]],
    states: ["filled"],
  },
  {
    name: "a trailing stop follows the high and fires in a later bar",
    candles: [C, C, [107, 110, 106, 109], [109, 109, 104, 104]],
    script: { 0: buy, 1: (m) => m.sell({ quantity: 10, trail: 5 }, "") },
    fills: [[1, 10, 100], [3, -10, 105]],
    states: ["filled", "filled"],
    ambiguous: 0,
  },
  {
    name: "a trailing stop that may have been lifted before the low is taken to have been",
    candles: [C, C, [100, 110, 99, 109], [109, 109, 104, 104]],
    script: { 0: buy, 1: (m) => m.sell({ quantity: 10, trail: 5 }, "") },
    // From the open of 100 it stands at 95; the high of 110 lifts it to 105, which the low may
    // have passed before or after: taken as after.
    fills: [[1, 10, 100], [2, -10, 105]],
    states: ["filled", "filled"],
    ambiguous: 1,
  },
  {
    name: "a trailing stop by percent rounds its trigger to the tick, away from the price",
    candles: [C, C, [100, 101, 100, 101], [101, 101, 90, 90]],
    script: { 0: buy, 1: (m) => m.sell({ quantity: 10, trailPercent: 3.333 }, "") },
    // 101 · (1 − 0.03333) = 97.63367
    fills: [[1, 10, 100], [3, -10, 97.63]],
    states: ["filled", "filled"],
  },
  {
    name: "a trailing stop fires within the bar of its new high where the close is below it",
    candles: [C, C, [100, 110, 100, 103]],
    script: { 0: buy, 1: (m) => m.sell({ quantity: 10, trail: 5 }, "") },
    fills: [[1, 10, 100], [2, -10, 105]],
    states: ["filled", "filled"],
  },
  {
    name: "a bracket's stop is taken before its target, and cancels it; the bar is ambiguous",
    candles: [C, C, [100, 121, 89, 100]],
    script: { 0: (m) => m.buy({ quantity: 10, stopLoss: 90, takeProfit: 120 }, "in") },
    fills: [[1, 10, 100], [2, -10, 90]],
    states: ["filled", "filled", "cancelled: order 2 of the same group has filled"],
    ambiguous: 1,
  },
  {
    name: "a bracket's target that the open has passed is certain, whatever the bar does after",
    candles: [C, C, [125, 126, 80, 100]],
    script: { 0: (m) => m.buy({ quantity: 10, stopLoss: 90, takeProfit: 120 }, "in") },
    fills: [[1, 10, 100], [2, -10, 125]],
    states: ["filled", "cancelled: order 3 of the same group has filled", "filled"],
    ambiguous: 0,
  },
  {
    name: "a bracket is alive in the bar of its entry at the open",
    candles: [C, [100, 105, 89, 95]],
    script: { 0: (m) => m.buy({ quantity: 10, stopLoss: 90, takeProfit: 120 }, "in") },
    fills: [[1, 10, 100], [1, -10, 90]],
    states: ["filled", "filled", "cancelled: order 2 of the same group has filled"],
    ambiguous: 0,
  },
  {
    name: "the target of an entry that fell to its limit fills where the close is beyond it",
    candles: [C, [100, 108, 94, 107]],
    script: { 0: (m) => m.buy({ quantity: 10, limit: 95, stopLoss: 80, takeProfit: 105 }, "in") },
    fills: [[1, 10, 95], [1, -10, 105]],
    states: ["filled", "cancelled: order 3 of the same group has filled", "filled"],
    ambiguous: 0,
  },
  {
    name: "the target of an entry that fell to its limit does not fill by a high before it",
    candles: [C, [100, 108, 94, 96], [96, 97, 95, 96]],
    script: { 0: (m) => m.buy({ quantity: 10, limit: 95, stopLoss: 80, takeProfit: 105 }, "in") },
    fills: [[1, 10, 95]],
    states: ["filled", "working", "working"],
    ambiguous: 1,
  },
  {
    name: "the stop of an entry that rose to its trigger is taken to be hit by a low before it",
    candles: [C, [100, 106, 96, 105]],
    script: { 0: (m) => m.buy({ quantity: 10, stop: 104, stopLoss: 97 }, "in") },
    fills: [[1, 10, 104], [1, -10, 97]],
    states: ["filled", "filled"],
    ambiguous: 1,
  },
  {
    name: "an entry that is cancelled takes its bracket with it",
    candles: [C, C, C],
    script: {
      0: (m) => m.buy({ quantity: 10, limit: 90, stopLoss: 80, takeProfit: 120 }, "in"),
      1: (m) => m.cancel(1),
    },
    fills: [],
    states: [
      "cancelled",
      "cancelled: its entry did not fill",
      "cancelled: its entry did not fill",
    ],
  },
  {
    name: "exit cancels what protects the position",
    candles: [C, C, C, C],
    script: {
      0: (m) => m.buy({ quantity: 10, stopLoss: 80, takeProfit: 120 }, "in"),
      2: (m) => m.exit("out"),
    },
    fills: [[1, 10, 100], [3, -10, 100]],
    states: ["filled", "cancelled", "cancelled", "filled"],
  },
  {
    name: "of two orders in one group the first to fill cancels the other",
    candles: [C, C, [100, 112, 99, 111]],
    script: {
      0: buy,
      1: (m) => m.oco("sell", [{ quantity: 10, limit: 110 }, { quantity: 10, stop: 90 }], "out"),
    },
    fills: [[1, 10, 100], [2, -10, 110]],
    states: ["filled", "filled", "cancelled: order 2 of the same group has filled"],
    ambiguous: 0,
  },
  {
    name: "IOC fills at the open or expires",
    candles: [C, [100, 101, 99, 100]],
    script: {
      0: (m) => {
        m.buy({ quantity: 1, limit: 100, timeInForce: "IOC" }, "");
        m.buy({ quantity: 1, limit: 99.5, timeInForce: "IOC" }, "");
      },
    },
    fills: [[1, 1, 100]],
    states: ["filled", "expired: not filled at once"],
  },
  {
    name: "FOK expires where the bar's volume does not hold it whole, IOC takes what there is",
    candles: [C, [100, 101, 99, 100]],
    script: {
      0: (m) => {
        m.buy({ quantity: 2, timeInForce: "FOK" }, "");
        m.buy({ quantity: 2, timeInForce: "IOC" }, "");
      },
    },
    // A bar's volume is 1.
    fills: [[1, 1, 100]],
    states: ["expired: cannot be filled whole", "expired: not filled at once"],
    setting: { model: { participation: 1 } },
  },
  {
    name: "an order with a time expires before the bar that opens then",
    candles: [C, C, [100, 100, 80, 90]],
    script: { 0: (m) => m.buy({ quantity: 1, limit: 90, expires: 2 * HOUR }, "") },
    fills: [],
    states: ["expired: its time is over"],
  },
  {
    name: "a post-only order that would take is rejected, one that rests fills",
    candles: [C, [100, 100, 90, 95], [95, 95, 90, 92]],
    script: {
      0: (m) => {
        m.buy({ quantity: 1, limit: 101, postOnly: true }, "");
        m.buy({ quantity: 1, limit: 98, postOnly: true }, "");
      },
    },
    fills: [[1, 1, 98]],
    states: ["rejected: would take liquidity, and is post-only", "filled"],
  },
  {
    name: "a changed order stands so from the next bar on",
    candles: [C, C, [100, 100, 94, 95]],
    script: {
      0: (m) => m.buy({ quantity: 1, limit: 90 }, ""),
      1: (m) => m.change(1, { limit: 95, quantity: 3 }),
    },
    fills: [[2, 3, 95]],
    states: ["filled"],
  },
  {
    name: "a change that the gate refuses leaves the order as it was",
    candles: [C, C, C],
    script: {
      0: (m) => m.buy({ quantity: 1, limit: 90 }, ""),
      1: (m) => m.change(1, { quantity: 1000 }),
    },
    fills: [],
    states: ["working: not changed: costs 90000 of 10000 free cash"],
  },
  {
    name: "an order that fills forgets that a change of it was refused",
    candles: [C, C, [100, 100, 89, 95]],
    script: {
      0: (m) => m.buy({ quantity: 1, limit: 90 }, ""),
      1: (m) => m.change(1, { quantity: 1000 }),
    },
    fills: [[2, 1, 90]],
    states: ["filled"],
  },
  {
    name: "a participation cap fills a market order over several bars",
    candles: [C, [100, 100, 100, 100], [101, 101, 101, 101], [102, 102, 102, 102], C],
    script: { 0: (m) => m.buy({ quantity: 3 }, "") },
    fills: [[1, 1, 100], [2, 1, 101], [3, 1, 102]],
    states: ["filled"],
    setting: { model: { participation: 1 } },
  },
  {
    name: "a bracket protects what has filled of a capped entry, and ends what has not",
    candles: [C, C, [101, 101, 80, 85], C],
    script: { 0: (m) => m.buy({ quantity: 3, stopLoss: 90 }, "") },
    // The second bar's volume of 1 goes to the entry; the stop has fired and sells from then on.
    fills: [[1, 1, 100], [2, 1, 101], [3, -1, 100]],
    states: ["cancelled: the position it was opening is being closed", "working"],
    setting: { model: { participation: 1 } },
  },
  {
    name: "latency lets an order miss the open that it was meant for",
    candles: [C, [101, 101, 101, 101], [102, 102, 102, 102]],
    script: { 0: (m) => m.buy({ quantity: 1 }, "") },
    fills: [[2, 1, 102]],
    states: ["filled"],
    setting: { model: { latency: { medianMs: 1 } } },
  },
  {
    name: "latency lets an order fill that a cancel was on its way to",
    candles: [C, C, [100, 100, 89, 95]],
    script: {
      0: (m) => m.buy({ quantity: 1, limit: 90 }, ""),
      1: (m) => m.cancelAll(),
    },
    fills: [[2, 1, 90]],
    states: ["filled"],
    setting: { model: { latency: { medianMs: 1 } } },
  },
  {
    name: "half the spread and the fixed slippage add up",
    candles: [C, C],
    script: { 0: (m) => m.buy({ quantity: 1 }, "") },
    // 100 · (1 + 20 / 2 bps + 5 bps) = 100.15
    fills: [[1, 1, 100.15]],
    states: ["filled"],
    setting: { model: { spreadBps: 20, slippageBps: 5 } },
  },
  {
    name: "impact grows with the square root of the share of volume",
    candles: [C, C],
    script: { 0: (m) => m.buy({ quantity: 4 }, "") },
    // √(4 / 1) · 50 bps = 100 bps
    fills: [[1, 4, 101]],
    states: ["filled"],
    setting: { model: { impactBps: 50 } },
  },
  {
    name: "a venue that rejects everything fills nothing",
    candles: [C, C],
    script: { 0: (m) => m.buy({ quantity: 1, stopLoss: 90 }, "") },
    fills: [],
    states: [
      "rejected: rejected by chance, as the venue model asks",
      "rejected: rejected by chance, as the venue model asks",
    ],
    setting: { model: { rejectRate: 1 } },
  },
];

for (const { name, candles, script, fills, states, ambiguous, setting } of CASES) {
  Deno.test(`SimulatedVenue: ${name}`, () => {
    const run = runScript(candles, script, { instruments: [FREE], ...setting });
    assert.deepEqual(fillsOf(run).map((fill) => fill.slice(0, 3)), fills);
    assert.deepEqual(statesOf(run), states);
    if (ambiguous !== undefined) assert.equal(run.ambiguousBars, ambiguous);
  });
}
