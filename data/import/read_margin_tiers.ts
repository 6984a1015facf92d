import type { MarginTier } from "../instrument.ts";
import { marginTiersSchema } from "../instrument_schema.ts";
import { UserError } from "../user_error.ts";

/**
 * The margin tiers of a JSON file: a list of `{notionalCap, maintenanceRate, maintenanceAmount,
 * maxLeverage}` by rising notional, the last with a cap of null.
 *
 * @throws {UserError} where it is none.
 */
export function readMarginTiers(file: string): readonly MarginTier[] {
  const refuse = (reason: string) =>
    new UserError(`Cannot read margin tiers from "${file}": ${reason}`);
  let value: unknown;
  try {
    value = JSON.parse(Deno.readTextFileSync(file));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw refuse("there is no such file");
    if (error instanceof SyntaxError) throw refuse("it is not JSON");
    throw error;
  }
  const result = marginTiersSchema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw refuse(`${issue.path.join(".") || "value"}: ${issue.message}`);
  }
  const caps = result.data.map(({ notionalCap }) => notionalCap ?? Infinity);
  if (caps.some((cap, i) => i > 0 && cap <= caps[i - 1]!) || caps.at(-1) !== Infinity) {
    throw refuse("the caps must rise and the last must be null");
  }
  return result.data;
}
