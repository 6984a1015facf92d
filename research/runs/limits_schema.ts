import { z } from "zod";
import type { RiskLimits } from "../engine/mod.ts";

const ABOVE_ZERO = "give a number above 0";
const FRACTION = "give a number above 0 and up to 1";

/** {@linkcode RiskLimits} from outside: a backtest's options, a run's record, a deployment. */
export const limitsSchema = z.strictObject({
  maxPosition: z.number(ABOVE_ZERO).positive(ABOVE_ZERO).optional(),
  dailyLoss: z.number(FRACTION).positive(FRACTION).max(1, FRACTION).optional(),
}) satisfies z.ZodType<RiskLimits>;
