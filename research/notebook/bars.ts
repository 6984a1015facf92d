import type { ColumnTable } from "arquero";
import { openLake } from "../../data/storage/open_lake.ts";
import { inCell } from "./in_cell.ts";
import { type TimeLike, timeOf } from "./time_like.ts";

/** Which of a series' bars to load. */
export interface BarsOptions {
  /** First open time, inclusive: "2023-01-01", an ISO 8601 time, a Date or ms. UTC. */
  readonly from?: TimeLike | undefined;
  /** End of the open times, exclusive. */
  readonly to?: TimeLike | undefined;
  /** Needed only where several venues trade the symbol. */
  readonly venue?: string | undefined;
  readonly dataDir?: string | undefined;
}

/**
 * Bars of one instrument as an Arquero table: ts, open, high, low, close, volume. `ts` is the open
 * time of the bar as a `Date`; the bar is known at its close.
 *
 * ```ts ignore
 * const hours = await bars("BTC/USDT", "1h", { from: "2024-01-01" });
 * ```
 *
 * @throws UserError for a series that is not held or a range without bars.
 */
export function bars(
  symbol: string,
  timeframe: string,
  options: BarsOptions = {},
): Promise<ColumnTable> {
  return inCell(async () => {
    const { barsTable } = await import("./run_tables.ts");
    const { venue, dataDir } = options;
    const from = timeOf("from", options.from);
    const to = timeOf("to", options.to);
    const query = { symbol, timeframe, venue, from, to };
    return barsTable(await openLake({ dataDir }).readBars(query));
  });
}
