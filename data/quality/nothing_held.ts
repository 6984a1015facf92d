import { UserError } from "../user_error.ts";
import type { CheckFilter } from "./check_lake.ts";

/** The error for a filter that fits nothing. */
export function nothingHeld({ dataset, venue, symbol, timeframe }: CheckFilter): UserError {
  const words = [dataset, venue, symbol, timeframe].filter((word) => word !== undefined);
  return new UserError(
    words.length === 0
      ? `The lake holds nothing: "deno task data fetch" or "deno task data import" brings data`
      : `Nothing is held of ${words.join(" ")}: "deno task data list" shows what is`,
  );
}
