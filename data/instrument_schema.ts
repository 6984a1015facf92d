import * as z from "zod";
import type { Instrument } from "./instrument.ts";
import { UserError } from "./user_error.ts";

const step = z.string().regex(/^\d+(\.\d+)?$/).refine((text) => Number(text) > 0);
const feeBps = z.number().min(-1000).max(1000);

/** The JSON of the margin tiers of a perpetual. */
export const marginTiersSchema = z.array(
  z.object({
    notionalCap: z.number().positive().nullable(),
    maintenanceRate: z.number().positive().max(1),
    maintenanceAmount: z.number().min(0),
    maxLeverage: z.number().min(1),
  }).readonly(),
).min(1).readonly();

/** The JSON of an {@linkcode Instrument}. */
export const instrumentSchema = z.object({
  venue: z.string(),
  symbol: z.string(),
  kind: z.enum(["spot", "equity", "perpetual"]),
  base: z.string().min(1),
  quote: z.string().min(1),
  tickSize: step,
  lotSize: step,
  minNotional: z.string().regex(/^\d+(\.\d+)?$/),
  makerFeeBps: feeBps,
  takerFeeBps: feeBps,
  calendar: z.enum(["crypto", "equity"]),
  listed: z.number().optional(),
  delisted: z.number().optional(),
  margin: z.object({
    tiers: marginTiersSchema,
    liquidationFeeBps: feeBps,
  }).readonly().optional(),
});

/**
 * The instrument that a file's text holds.
 *
 * @throws {UserError} naming the file and the first field that is wrong.
 */
export function parseInstrument(text: string, file: string): Instrument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(
      `Cannot read instrument "${file}": it is not JSON; delete it and import again`,
    );
  }
  const result = instrumentSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new UserError(
    `Cannot read instrument "${file}": ${issue.path.join(".") || "value"}: ${issue.message}; ` +
      `correct the field or delete the file and import again`,
  );
}
