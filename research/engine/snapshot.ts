import type { SavedAccount } from "./account.ts";
import type { SavedRows } from "./columns.ts";
import type { SavedLosses } from "./loss_watch.ts";
import type { SavedOrders } from "./orders.ts";
import type { ParameterSchema } from "./parameters.ts";
import type { SavedSeries } from "./series.ts";
import type { SavedVenue } from "./simulated_venue.ts";
import type { SimulationInput } from "./simulation.ts";
import type { Strategy } from "./strategy.ts";
import type { SavedFloor } from "./trading_floor.ts";

/**
 * All that a run is between two rows, as plain data that can be cloned, sent and kept: it knows of
 * no bar after its row. {@linkcode Simulation.resume} goes on from it.
 */
export interface SimulationSnapshot {
  /** What it is a snapshot of, part by part, as JSON. */
  readonly run: Readonly<Record<string, string>>;
  /** The row that comes next. */
  readonly row: number;
  /** Open time of the row before it, ms. */
  readonly lastTs: number;
  readonly orders: SavedOrders;
  readonly fills: SavedRows;
  readonly account: SavedAccount;
  readonly series: readonly SavedSeries[];
  readonly venue: SavedVenue;
  readonly gate: SavedLosses;
  readonly floor: SavedFloor;
  readonly handled: number;
  readonly refusedChanges: ReadonlySet<number>;
}

/** What a run is given beside its bars, part by part: a snapshot goes on with the very same only. */
export function describeRun(input: SimulationInput): Record<string, string> {
  const { strategy, params, listings, timeframeMs, cash, model = {}, limits = {} } = input;
  const parts = {
    strategy: namesOf(strategy),
    parameters: params,
    instruments: listings,
    timeframeMs,
    cash,
    "venue model": model,
    limits,
  };
  return Object.fromEntries(
    Object.entries(parts).map(([part, value]) => [part, JSON.stringify(value, inOrder)]),
  );
}

/** @throws RangeError where a run that is to go on is not the one that a snapshot was taken of. */
export function requireSameRun(input: SimulationInput, { run }: SimulationSnapshot): void {
  for (const [part, given] of Object.entries(describeRun(input))) {
    if (given === run[part]) continue;
    throw new RangeError(
      `Cannot resume with the ${part} ${given}: the snapshot was taken with ${run[part]}`,
    );
  }
}

function namesOf({ name, members }: Strategy<ParameterSchema>): unknown {
  if (members === undefined) return name;
  const shares = members.map(({ strategy, params, weight }) => [strategy.name, params, weight]);
  return [name, ...shares];
}

/** Fields by name, so that equal settings have equal texts. */
function inOrder(_: string, value: unknown): unknown {
  if (value === Infinity) return "Infinity";
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
