import { Command, Option } from "commander";
import { dataDirOption, jsonOption, timeframeOption } from "../cli_options.ts";
import { type DatasetName, datasetNames } from "../datasets.ts";
import { resolvePath } from "../data_dir.ts";
import { checkFile } from "../quality/check_file.ts";
import { checkLake } from "../quality/check_lake.ts";
import { isOpen } from "../quality/finding.ts";
import { formatCheck } from "../quality/format_check.ts";
import { nothingHeld } from "../quality/nothing_held.ts";
import { findHeldSeries } from "../storage/series.ts";

interface Flags {
  readonly symbol?: string;
  readonly venue?: string;
  readonly timeframe?: string;
  readonly dataset?: DatasetName;
  readonly timezone?: string;
  readonly label?: "open" | "close";
  readonly strict?: true;
  readonly dataDir: string;
  readonly json?: true;
}

/** `data check`: what is wrong with what is held, or with a file before it is imported. */
export function checkCommand(): Command {
  return new Command("check")
    .description(
      "Say what is wrong with the data: gaps, outliers, spliced sources, shifted times and more. " +
        "Checks everything that the lake and the sample hold, the series that is named, or a file",
    )
    .argument("[file]", "a file to check instead, as the import would read it")
    .option("--symbol <symbol>", "only this symbol; of a file, what its rows are of")
    .option("--venue <venue>", "only this venue")
    .addOption(timeframeOption())
    .addOption(new Option("--dataset <dataset>", "only this dataset").choices([...datasetNames]))
    .option("--timezone <zone>", "of a file: zone of times without an offset")
    .addOption(
      new Option("--label <label>", "of a file: whether a time is that of the open or of the close")
        .choices(["open", "close"]),
    )
    .option("--strict", "exit with status 1 where anything is found that asks for action")
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .action(run);
}

async function run(file: string | undefined, flags: Flags): Promise<void> {
  const { dataDir, strict, json, timezone, label, ...filter } = flags;
  const reports = file === undefined
    ? await checkLake(dataDir, filter)
    : [await checkFile({ ...filter, file: resolvePath(file), dataDir, timezone, label })];
  if (reports.length === 0) throw nothingHeld(filter);
  const terminal = Deno.stdout.isTerminal();
  const format = {
    colour: terminal && !Deno.noColor,
    width: terminal ? Deno.consoleSize().columns : 80,
    repairable: file === undefined &&
      findHeldSeries(dataDir, filter).some(({ source }) => source === "lake"),
  };
  console.log(json ? JSON.stringify(reports, null, 2) : formatCheck(reports, format));
  if (strict && reports.some(({ findings }) => findings.some(isOpen))) Deno.exitCode = 1;
}
