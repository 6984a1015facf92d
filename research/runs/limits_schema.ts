import { z } from "zod";
import type { RiskLimits } from "../engine/mod.ts";

const ABOVE_ZERO = "give a number above 0";
const FRACTION = "give a number above 0 and up to 1";

const WHOLE = "give a whole number above 0";
const MS = "give milliseconds above 0";

const above = z.number(ABOVE_ZERO).positive(ABOVE_ZERO);
const fraction = z.number(FRACTION).positive(FRACTION).max(1, FRACTION);
const whole = z.int(WHOLE).positive(WHOLE);
const ms = z.number(MS).positive(MS);

/** {@linkcode RiskLimits} from outside: a backtest's options, a run's record, a deployment. */
export const limitsSchema = z.strictObject({
  maxPosition: above.optional(),
  maxOpenPositions: whole.optional(),
  maxExposure: above.optional(),
  maxLeverage: above.optional(),
  dailyLoss: fraction.optional(),
  maxDrawdown: fraction.optional(),
  cooldown: z.strictObject({ losses: whole, ms }).optional(),
  orderRate: z.strictObject({ orders: whole, ms }).optional(),
  priceStop: fraction.optional(),
  timeStopMs: ms.optional(),
}) satisfies z.ZodType<RiskLimits>;
