import { Command, InvalidArgumentError, Option } from "commander";
import { dataDirOption, jsonOption, timeframeOption } from "../cli_options.ts";
import { defaultDataDir, resolvePath } from "../data_dir.ts";
import { formatReport } from "../import/format_report.ts";
import { importFile } from "../import/import_file.ts";
import type { InstrumentOptions } from "../import/make_instrument.ts";
import { findSeries } from "../storage/series.ts";

interface Flags extends InstrumentOptions {
  readonly symbol: string;
  readonly timeframe: string;
  readonly venue: string;
  readonly dataDir: string;
  readonly json?: true;
}

/** `data import`: bars from a CSV or Parquet file into the lake. */
export function importCommand(): Command {
  return new Command("import")
    .description(
      "Import bars from a CSV or Parquet file into the lake. Rows that break a rule are kept out, " +
        "in a quarantine file with their reasons",
    )
    .argument("<file>", "columns: time, open, high, low, close and, where there is one, volume")
    .requiredOption("--symbol <symbol>", 'a pair such as "BTC/USDT" or a ticker such as "SPX"')
    .addOption(timeframeOption().makeOptionMandatory())
    .option("--venue <venue>", "where it is traded", "local")
    .addOption(
      new Option("--calendar <calendar>", "days it trades on (default: crypto for pairs)")
        .choices(["crypto", "equity"]),
    )
    .option("--tick-size <decimal>", "smallest price step (default: 0.01)", stepArgument)
    .option("--lot-size <decimal>", "smallest amount step (default: 1e-8, equity 1)", stepArgument)
    .option("--min-notional <decimal>", "smallest order value (default: 0)", decimalArgument)
    .option("--fee-bps <number>", "maker and taker fee (default: 10, equity 1)", feeArgument)
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .action(run);
}

async function run(file: string, flags: Flags): Promise<void> {
  const report = await importFile({ ...flags, file: resolvePath(file) });
  if (flags.json) {
    console.log(JSON.stringify(report, null, 2));
    return;
  }
  console.log(formatReport(report, nextFlags(flags)));
}

/** What a command needs to find the same bars again. */
function nextFlags({ symbol, timeframe, venue, dataDir }: Flags): string {
  const venues = findSeries(dataDir, { symbol }).filter((each) => each.timeframe === timeframe);
  return `--symbol ${symbol} --timeframe ${timeframe}` +
    (venues.length > 1 ? ` --venue ${venue}` : "") +
    (dataDir === defaultDataDir() ? "" : ` --data-dir ${dataDir}`);
}

function decimalArgument(text: string): string {
  if (/^\d+(\.\d+)?$/.test(text)) return text;
  throw new InvalidArgumentError('write an exact decimal, such as "5"');
}

function stepArgument(text: string): string {
  if (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0) return text;
  throw new InvalidArgumentError('write an exact decimal above zero, such as "0.01"');
}

function feeArgument(text: string): number {
  const fee = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && fee <= 1000) return fee;
  throw new InvalidArgumentError('write basis points from 0 to 1000, such as "10"');
}
