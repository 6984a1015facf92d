import { Command } from "commander";
import { dataDirOption, jsonOption } from "../cli_options.ts";
import { formatCount, formatTable } from "../format_table.ts";
import { formatTime } from "../format_time.ts";
import { openLake } from "../storage/open_lake.ts";
import type { SeriesSummary } from "../storage/list_series.ts";

/** `data list`: what the lake and the sample hold. */
export function listCommand(): Command {
  return new Command("list")
    .description("List the bars that the lake and the sample hold")
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .action(async ({ dataDir, json }: { dataDir: string; json?: true }) => {
      const series = await openLake({ dataDir }).list();
      console.log(json ? JSON.stringify(series, null, 2) : formatTable(table(series), layout));
    });
}

const layout = { right: [3, 6, 7] };

function table(series: readonly SeriesSummary[]): string[][] {
  return [
    ["venue", "symbol", "timeframe", "rows", "from", "to", "missing", "files", "source"],
    ...series.map((each) => [
      each.venue,
      each.symbol,
      each.timeframe,
      formatCount(each.rows),
      formatTime(each.from),
      formatTime(each.to),
      each.missing === null ? "-" : formatCount(each.missing),
      formatCount(each.files.length),
      each.source,
    ]),
  ];
}
