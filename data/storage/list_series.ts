import { type DatasetSummary, listDatasets } from "./list_datasets.ts";

/** One series of bars that is held, and how much of it. */
export type SeriesSummary = DatasetSummary & { readonly timeframe: string };

/**
 * All bars that a data directory and the sample hold.
 *
 * @throws {UserError} naming a file that cannot be read.
 */
export async function listSeries(dataDir: string): Promise<SeriesSummary[]> {
  const bars = await listDatasets(dataDir, { dataset: "bars" });
  return bars.map((each) => ({ ...each, timeframe: each.timeframe! }));
}
