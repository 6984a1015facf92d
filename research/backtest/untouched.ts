import { barsChecksum } from "../../data/bar_columns.ts";
import { UserError } from "../../data/user_error.ts";
import type { LoadedMarket } from "./load_markets.ts";

/**
 * Checks that a strategy has left the bars as they were given to it: a line's `values` are the bars
 * themselves, and what follows reads them too.
 *
 * @throws UserError where it has written to them.
 */
export function requireUntouched(
  strategy: string,
  markets: readonly Pick<LoadedMarket, "bars" | "barsChecksum">[],
): void {
  if (markets.every((each) => barsChecksum(each.bars) === each.barsChecksum)) return;
  throw new UserError(
    `Strategy ${strategy} has changed the bars that it was given; read a line's values through ` +
      "value, previous and at(), and copy them before sorting or scaling",
  );
}
