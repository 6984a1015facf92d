import type { z } from "zod";
import { didYouMean } from "../../data/nearest.ts";
import { UserError } from "../../data/user_error.ts";
import type { VenueModel } from "../engine/mod.ts";
import { limitsSchema } from "../runs/limits_schema.ts";
import { venueModelSchema, withoutAbsent } from "../runs/model_schema.ts";
import type { BacktestOptions } from "./backtest.ts";
import type { RunModel } from "./simulate.ts";

/** Cash that a backtest starts with where none is given. */
export const DEFAULT_CASH = 100_000;

/** Beyond this a double cannot hold a cent. */
const MAX_CASH = 1e13;

/**
 * The part of a backtest's options that its run is recorded with.
 *
 * @throws UserError for an option that is not known or out of range.
 */
export function runModel(options: BacktestOptions): RunModel {
  const { cash = DEFAULT_CASH, feeBps, limits = {} } = options;
  for (
    const [name, value, end] of [["cash", cash, Infinity], ["feeBps", feeBps, 10_000]] as const
  ) {
    if (value === undefined || (value >= 0 && value < end)) continue;
    throw new UserError(
      `Cannot backtest with a ${name} of ${value}; give a number from 0` +
        (end < Infinity ? ` and below ${end}` : ""),
    );
  }
  if (cash > MAX_CASH) {
    throw new UserError(`Cannot backtest with a cash of ${cash}; give at most ${MAX_CASH}`);
  }
  if (cash === 0) throw new UserError("Cannot backtest with a cash of 0; give an amount above 0");
  const names = Object.keys(venueModelSchema.shape) as (keyof VenueModel)[];
  const model = Object.fromEntries(names.map((name) => [name, options[name]]));
  requireValid(venueModelSchema, withoutAbsent(model), "model");
  requireValid(limitsSchema, limits, "limit");
  return { cash, ...model, limits: options.limits };
}

function requireValid(schema: z.ZodObject, given: object, what: string): void {
  const issue = schema.safeParse(given).error?.issues[0];
  if (issue === undefined) return;
  if (issue.code === "unrecognized_keys") {
    const names = Object.keys(schema.shape);
    const [unknown] = issue.keys as [string];
    throw new UserError(
      `Unknown ${what} "${unknown}" of backtest${didYouMean(unknown, names)} ` +
        `(known: ${names.join(", ")})`,
    );
  }
  const path = issue.path as string[];
  const value = path.reduce<unknown>(
    (part, name) => (part as Record<string, unknown>)[name],
    given,
  );
  const name = path.length === 0 ? `${what}s` : path.join(".");
  const article = /^[aeiou]/.test(name) ? "an" : "a";
  throw new UserError(`Cannot backtest with ${article} ${name} of ${value}; ${issue.message}`);
}
