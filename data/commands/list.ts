import { Command } from "commander";
import { dataDirOption, jsonOption } from "../cli_options.ts";
import { formatCount, formatTable } from "../format_table.ts";
import { formatTime } from "../format_time.ts";
import type { DatasetSummary } from "../storage/list_datasets.ts";
import { openLake } from "../storage/open_lake.ts";

interface Flags {
  readonly dataDir: string;
  readonly checksums: boolean;
  readonly json?: true;
}

/** `data list`: what the lake and the sample hold. */
export function listCommand(): Command {
  return new Command("list")
    .description("List every series of every dataset that the lake and the sample hold")
    .option("--no-checksums", "leave the checksums out: every row is read for them")
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .action(async ({ dataDir, checksums, json }: Flags) => {
      const series = await openLake({ dataDir }).listDatasets({ checksums });
      console.log(json ? JSON.stringify(series, null, 2) : formatTable(table(series), layout));
    });
}

const layout = { right: [4, 7, 8] };

function table(series: readonly DatasetSummary[]): string[][] {
  const header = ["dataset", "venue", "symbol", "timeframe", "rows", "from", "to"];
  return [
    [...header, "missing", "files", "source", "checksum"],
    ...series.map((each) => [
      each.dataset,
      each.venue,
      each.symbol,
      each.timeframe ?? "-",
      formatCount(each.rows),
      formatTime(each.from),
      formatTime(each.to),
      each.missing === null ? "-" : formatCount(each.missing),
      formatCount(each.files.length),
      each.source,
      each.checksum?.slice(0, 12) ?? "-",
    ]),
  ];
}
