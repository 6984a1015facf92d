import { listingOf, type ParameterSchema, Simulation, type Strategy } from "../engine/mod.ts";
import smaCross from "../strategies/sma_cross.ts";
import { bracketed } from "./bench_strategies.ts";
import { randomBars } from "./random_bars.ts";

/** What the engine is measured on: a strategy and how many instruments it trades. */
export const scenarios = {
  sma_cross: { strategy: smaCross, instruments: 1 },
  bracket: { strategy: bracketed, instruments: 1 },
  portfolio: { strategy: smaCross, instruments: 10 },
} as const satisfies Record<
  string,
  { strategy: Strategy<ParameterSchema>; instruments: number }
>;

/** One of {@linkcode scenarios}. */
export type Scenario = keyof typeof scenarios;

/** What a measurement came to. */
export interface EngineBench {
  /** Seconds of each run in turn. */
  readonly seconds: readonly number[];
  /** Fills of one run. */
  readonly fills: number;
}

/**
 * The whole engine on `rows` one-minute bars of each instrument: indicators, orders, risk gate, fills,
 * fees and the equity of every bar. Meant for a process of its own, so that the first run pays for
 * compilation as a user's does. The fee of 5 bps keeps the cash above a lot to the end.
 */
export function benchEngine(scenario: Scenario, rows: number, runs: number): EngineBench {
  const { strategy, instruments } = scenarios[scenario];
  const bars = Array.from({ length: instruments }, (_, i) => randomBars(rows, i + 1));
  const listings = bars.map((_, i) => benchListing(i));
  const seconds: number[] = [];
  let fills = 0;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    const simulation = new Simulation({
      strategy,
      params: {},
      listings,
      bars,
      timeframeMs: 60_000,
      cash: 1e9,
    }).run();
    simulation.curve();
    seconds.push((performance.now() - started) / 1000);
    fills = simulation.fills.rows;
  }
  return { seconds, fills };
}

/** Trading rules of the bench's instruments, told apart by their number. */
export function benchListing(number: number): ReturnType<typeof listingOf> {
  return listingOf({
    symbol: `BASE${number}/QUOTE`,
    tickSize: "0.01",
    lotSize: "0.000001",
    minNotional: "0",
    makerFeeBps: 5,
    takerFeeBps: 5,
  });
}

if (import.meta.main) {
  const [scenario, rows, runs] = Deno.args;
  console.log(JSON.stringify(benchEngine(scenario as Scenario, Number(rows), Number(runs))));
}
