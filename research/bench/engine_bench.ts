import { listingOf, Simulation } from "../engine/mod.ts";
import smaCross from "../strategies/sma_cross.ts";
import { randomBars } from "./random_bars.ts";

/**
 * The whole engine on `rows` one-minute bars with `sma_cross` 10/30: indicators, orders, risk gate,
 * fills, fees and the equity of every bar. Meant for a process of its own, so that the first run
 * pays for compilation as a user's does. The fee of 5 bps keeps the cash above a lot to the end.
 *
 * @returns seconds of each run in turn, and the fills of one.
 */
export function benchEngine(rows: number, runs: number): { seconds: number[]; fills: number } {
  const bars = randomBars(rows);
  const listing = listingOf({
    symbol: "BASE/QUOTE",
    tickSize: "0.01",
    lotSize: "0.000001",
    minNotional: "0",
    makerFeeBps: 5,
    takerFeeBps: 5,
  });
  const seconds: number[] = [];
  let fills = 0;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    const simulation = new Simulation({
      strategy: smaCross,
      params: {},
      listings: [listing],
      bars: [bars],
      timeframeMs: 60_000,
      cash: 1e9,
    }).run();
    simulation.curve();
    seconds.push((performance.now() - started) / 1000);
    fills = simulation.fills.rows;
  }
  return { seconds, fills };
}

if (import.meta.main) {
  console.log(JSON.stringify(benchEngine(Number(Deno.args[0]), Number(Deno.args[1]))));
}
