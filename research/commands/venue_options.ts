import { Option } from "commander";
import { timeframeMs } from "../../data/timeframe.ts";
import { UserError } from "../../data/user_error.ts";
import type { VenueModel } from "../engine/mod.ts";
import { numberOption } from "./number_option.ts";

/** The words of a command that say how the simulated venue fills. */
export interface VenueWords {
  readonly slippageBps?: number;
  readonly spreadBps?: number;
  readonly impactBps?: number;
  readonly participation?: number;
  readonly latencyMs?: number;
  readonly latencySigma?: number;
  readonly rejectRate?: number;
  readonly seed?: number;
  readonly leverage?: number;
  readonly margin?: "cross" | "isolated";
  readonly drillDown?: string;
}

const NUMBERS: readonly [flags: string, description: string][] = [
  ["--slippage-bps <bps>", "fixed slippage of what takes liquidity (default: 0)"],
  ["--spread-bps <bps>", "bid to ask; what takes liquidity pays half of it"],
  ["--impact-bps <bps>", "impact at a whole bar's volume; it grows with the root of the share"],
  ["--participation <fraction>", "largest part of a bar's volume that may fill, 0.1 is 10 %"],
  ["--latency-ms <ms>", "how late orders arrive; over books also their answers"],
  ["--latency-sigma <sigma>", "spread of the latency, log-normal about its median"],
  ["--reject-rate <fraction>", "part of the orders that the venue rejects by chance"],
  ["--seed <number>", "of latency and rejects (default: 0)"],
  ["--leverage <times>", "of perpetuals: a position's value over its margin (default: 1)"],
];

/** The options of the simulated venue's model. */
export function venueOptions(): Option[] {
  return [
    ...NUMBERS.map(([flags, description]) => numberOption(flags, description)),
    new Option("--margin <mode>", "of perpetuals: what stands behind a position (default: cross)")
      .choices(["cross", "isolated"]),
    new Option("--drill-down <timeframe>", "finer bars that decide the path within a bar")
      .argParser((text) => {
        timeframeMs(text);
        return text;
      }),
  ];
}

/**
 * The venue model that the words ask for.
 *
 * @throws UserError for a spread of the latency without a latency.
 */
export function venueModel(words: VenueWords): VenueModel {
  const { slippageBps, spreadBps, impactBps, participation, rejectRate, seed, leverage } = words;
  const { latencyMs, latencySigma, margin } = words;
  if (latencySigma !== undefined && latencyMs === undefined) {
    throw new UserError("Cannot use --latency-sigma alone; give the median by --latency-ms too");
  }
  return {
    ...{ slippageBps, spreadBps, impactBps, participation, rejectRate, seed, leverage },
    marginMode: margin,
    latency: latencyMs === undefined ? undefined : { medianMs: latencyMs, sigma: latencySigma },
  };
}
