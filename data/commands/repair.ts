import { Command, Option } from "commander";
import { dataDirOption, jsonOption, timeframeOption } from "../cli_options.ts";
import { type DatasetName, datasetNames, nounOf } from "../datasets.ts";
import { fetchedDatasets, type SeriesToFetch } from "../fetch/fetched_datasets.ts";
import { fetchRange } from "../fetch/fetch_range.ts";
import { quarantineRows } from "../fetch/quarantine_rows.ts";
import type { FetchSeams } from "../fetch/seams.ts";
import { Venues } from "../fetch/venues.ts";
import { formatRepair } from "../quality/format_repair.ts";
import type { FetchRange } from "../quality/refetch_gaps.ts";
import { repairLake } from "../quality/repair_lake.ts";
import type { DatasetKey } from "../storage/layout.ts";
import { UserError } from "../user_error.ts";

interface Flags {
  readonly symbol?: string;
  readonly venue?: string;
  readonly timeframe?: string;
  readonly dataset?: DatasetName;
  readonly mark?: true;
  readonly fill?: "flat";
  readonly dryRun?: true;
  readonly dataDir: string;
  readonly json?: true;
}

/**
 * `data repair`: fetch what is missing, or mark it, and make damaged files whole.
 *
 * @param seams what a test puts in the place of the network; the command itself passes none.
 */
export function repairCommand(seams: FetchSeams = {}): Command {
  return new Command("repair")
    .description(
      "Fetch the missing rows of what is held; where the venue has none either, the gap is marked " +
        "as known. Files that break the lake's rules are sorted and rid of duplicates, and bad " +
        "rows move to quarantine. Rows that are held do not change",
    )
    .option("--symbol <symbol>", "only this symbol")
    .option("--venue <venue>", "only this venue")
    .addOption(timeframeOption())
    .addOption(new Option("--dataset <dataset>", "only this dataset").choices([...datasetNames]))
    .addOption(
      new Option("--mark", "mark every gap as known, without asking the venue").conflicts("fill"),
    )
    .addOption(
      new Option("--fill <how>", "invent flat bars at the close before, volume 0, marked as such")
        .choices(["flat"]),
    )
    .option("--dry-run", "only say what would be done")
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .action((flags: Flags) => run(flags, seams));
}

async function run(flags: Flags, seams: FetchSeams): Promise<void> {
  const { dataDir, mark, fill, dryRun, json, ...filter } = flags;
  const reports = await repairLake(dataDir, filter, {
    gaps: mark ? "mark" : fill === "flat" ? "fill" : "fetch",
    fetchRange: venueRange(dataDir, new Venues(seams)),
    dryRun,
  });
  console.log(json ? JSON.stringify(reports, null, 2) : formatRepair(reports));
}

/** Asks the venue of a series; rows of its answer that break a rule go to quarantine. */
function venueRange(dataDir: string, venues: Venues): FetchRange {
  return async (series, from, to) => {
    if (!isFetched(series)) {
      throw new UserError(
        `Cannot fetch ${nounOf(series.dataset)} of "${series.symbol}": venues do not publish ` +
          `their history; import them, or pass --mark`,
      );
    }
    const { table, refused } = await fetchRange(series, from, to, venues);
    await quarantineRows(dataDir, series, refused);
    return table;
  };
}

function isFetched(series: DatasetKey): series is SeriesToFetch {
  return (fetchedDatasets as readonly DatasetName[]).includes(series.dataset);
}
