import type { Bars } from "../../data/bars.ts";
import { mapColumns } from "../../data/bar_columns.ts";
import { Simulation } from "../engine/mod.ts";
import smaCross from "../strategies/sma_cross.ts";
import { benchListing } from "./engine_bench.ts";
import { randomBars } from "./random_bars.ts";

const ROWS = 1024;
const MINUTE = 60_000;

/** What a measurement came to. */
export interface StreamBench {
  readonly seconds: number;
  /** Bars of all instruments together. */
  readonly bars: number;
  readonly fills: number;
  /** Resident memory after the first tenth and at the end, bytes. */
  readonly early: number;
  readonly late: number;
}

/**
 * A portfolio on one-minute bars that are never all in memory: pieces of 1,024 rows are fed one after
 * the other. The pieces repeat a stretch of random bars, later in time and without a jump in price.
 */
export function benchStream(instruments: number, rows: number): StreamBench {
  const stretch = Array.from({ length: instruments }, (_, i) => returning(randomBars(ROWS, i + 1)));
  const simulation = new Simulation({
    strategy: smaCross,
    params: {},
    listings: stretch.map((_, i) => benchListing(i)),
    timeframeMs: MINUTE,
    cash: 1e12,
  });
  const pieces = Math.ceil(rows / ROWS);
  let early = 0;
  const started = performance.now();
  for (let piece = 0; piece < pieces; piece++) {
    const shift = piece * ROWS * MINUTE;
    const ts = stretch[0]!.ts.map((at) => at + shift);
    simulation.feed(stretch.map((bars) => ({ ...bars, ts })));
    if (piece === Math.floor(pieces / 10)) early = Deno.memoryUsage().rss;
  }
  return {
    seconds: (performance.now() - started) / 1000,
    bars: pieces * ROWS * instruments,
    fills: simulation.fills.rows,
    early,
    late: Deno.memoryUsage().rss,
  };
}

/** Bars that end at the price they began with, so that they can be repeated. */
function returning(bars: Bars): Bars {
  const last = bars.ts.length - 1;
  const drift = bars.close[last]! / bars.open[0]!;
  return mapColumns((name) =>
    name === "ts" || name === "volume"
      ? bars[name]
      : bars[name].map((price, i) => price * drift ** (-(i + 1) / (last + 1)))
  );
}

if (import.meta.main) {
  const [instruments, rows] = Deno.args;
  console.log(JSON.stringify(benchStream(Number(instruments), Number(rows))));
}
