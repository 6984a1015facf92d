import type { Bars } from "../bars.ts";
import type { Instrument } from "../instrument.ts";
import { writeDataset, type Written } from "./write_dataset.ts";

/** Bars to store, and what they are bars of. */
export interface BarsToWrite {
  readonly instrument: Instrument;
  readonly timeframe: string;
  readonly bars: Bars;
}

/** What a write did to the lake's bars. */
export type WrittenBars = Omit<Written, "removed">;

/**
 * Merge bars into the lake of a data directory, as {@linkcode writeDataset} does: new bars win over
 * held ones at the same time.
 *
 * @throws {UserError} where another process keeps the lake or a held file is damaged.
 */
export async function writeBars(dataDir: string, write: BarsToWrite): Promise<WrittenBars> {
  const { instrument, timeframe, bars } = write;
  const { venue, symbol } = instrument;
  const key = { dataset: "bars", venue, symbol, timeframe, instrument } as const;
  const { removed: _, ...written } = await writeDataset(dataDir, { ...key, table: { ...bars } });
  return written;
}
