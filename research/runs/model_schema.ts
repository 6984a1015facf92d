import { z } from "zod";
import { QUEUE_MODELS, type VenueModel } from "../engine/mod.ts";
import { limitsSchema } from "./limits_schema.ts";

const BPS = "give a number from 0 and below 10000";
const FRACTION = "give a number from 0 to 1";

const DAY_MS = 86_400_000;

const bps = z.number(BPS).min(0, BPS).lt(10_000, BPS);

/** {@linkcode VenueModel} from outside: a backtest's options, a run's record, a session. */
export const venueModelSchema = z.strictObject({
  slippageBps: bps.optional(),
  spreadBps: bps.optional(),
  impactBps: bps.optional(),
  participation: z.number("give a number above 0 and up to 1").positive("give a number above 0")
    .max(1, "give a number up to 1").optional(),
  latency: z.strictObject({
    medianMs: z.number("give milliseconds from 0").min(0, "give milliseconds from 0")
      .max(DAY_MS, `give at most ${DAY_MS}, a day`),
    sigma: z.number("give a number from 0").min(0, "give a number from 0").max(5, "give at most 5")
      .optional(),
  }).optional(),
  rejectRate: z.number(FRACTION).min(0, FRACTION).max(1, FRACTION).optional(),
  seed: z.int("give a whole number").optional(),
  leverage: z.number("give a number from 1").min(1, "give a number from 1")
    .max(125, "give at most 125").optional(),
  marginMode: z.enum(["cross", "isolated"], 'give "cross" or "isolated"').optional(),
  book: z.strictObject({
    stream: z.enum(["depth", "quotes"], 'give "depth" or "quotes"').optional(),
    queue: z.enum(QUEUE_MODELS, `give one of ${QUEUE_MODELS.join(", ")}`).optional(),
    queuePower: z.number("give a number above 0").positive("give a number above 0").optional(),
    fills: z.enum(["partial", "whole"], 'give "partial" or "whole"').optional(),
    through: z.enum(["shown", "whole"], 'give "shown" or "whole"').optional(),
    feedLatencyMs: z.int("give whole milliseconds from 0").min(0, "give milliseconds from 0")
      .optional(),
  }).optional(),
}) satisfies z.ZodType<VenueModel>;

/** What a run's account starts with and how its orders are filled and judged. */
export const runModelSchema = venueModelSchema.extend({
  cash: z.number(),
  limits: limitsSchema.optional(),
});

/** A model without what it does not name, so that a record reads back as it was written. */
export function withoutAbsent<T extends object>(model: T): T {
  return JSON.parse(JSON.stringify(model));
}

/** The part of a run's model that is the venue's. */
export function venueModelOf({ cash: _, limits: __, ...model }: z.infer<typeof runModelSchema>) {
  return model;
}
