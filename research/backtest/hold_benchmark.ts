import { computeMetrics } from "../metrics/mod.ts";
import buyAndHold from "../strategies/buy_and_hold.ts";
import type { Backtest } from "./backtest.ts";
import { simulate, type SimulateInput } from "./simulate.ts";

/** Buying at the first open and holding, over the same bars with the same costs. */
export function holdBenchmark(
  input: SimulateInput,
): NonNullable<Backtest["benchmark"]> {
  const { limits: _, ...model } = input.model;
  const result = simulate({ ...input, strategy: buyAndHold, params: {}, model });
  return { result, metrics: computeMetrics(result) };
}
