import { Command, InvalidArgumentError, Option } from "commander";
import { dataDirOption, jsonOption, timeframeOption } from "../cli_options.ts";
import { defaultDataDir, resolvePath } from "../data_dir.ts";
import { type DatasetName, datasetNames } from "../datasets.ts";
import { readMarginTiers } from "../import/read_margin_tiers.ts";
import { formatReport } from "../import/format_report.ts";
import { importFile, type ImportReport } from "../import/import_file.ts";
import type { InstrumentOptions } from "../import/make_instrument.ts";
import { findSeries } from "../storage/series.ts";

interface Flags extends Omit<InstrumentOptions, "marginTiers"> {
  readonly symbol: string;
  readonly dataset?: DatasetName;
  readonly timeframe?: string;
  readonly timezone?: string;
  readonly label?: "open" | "close";
  readonly snapMs?: number;
  readonly column?: string;
  readonly venue: string;
  readonly marginTiers?: string;
  readonly dataDir: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** `data import`: rows of any dataset from a file into the lake. */
export function importCommand(): Command {
  return new Command("import")
    .description(
      "Import a file into the lake: bars and every other dataset, from CSV, JSON, JSON Lines, " +
        "Parquet or Feather, text also packed with gzip. Rows that break a rule are kept out, in a " +
        "quarantine file with their reasons",
    )
    .argument("<file>", "names in the first line or those of a known dump, in any order of time")
    .requiredOption("--symbol <symbol>", '"BTC/USDT", "BTC/USDT:USDT" (perpetual) or "SPX"')
    .addOption(
      new Option("--dataset <dataset>", "what the rows are (default: as the columns tell)")
        .choices(datasetNames),
    )
    .addOption(timeframeOption().default(undefined, "as the times tell"))
    .option("--venue <venue>", "where it is traded", "local")
    .option("--timezone <zone>", 'zone of times without an offset (default: "UTC")')
    .addOption(
      new Option("--label <end>", "end of a row that its time names (default: open)")
        .choices(["open", "close"]),
    )
    .option("--snap-ms <number>", "put times up to so long after the grid on it", snapArgument)
    .option("--column <name>", "column of a series' value")
    .option("--dry-run", "say what was understood and write nothing")
    .addOption(
      new Option("--calendar <calendar>", "days it trades on (default: crypto for pairs)")
        .choices(["crypto", "equity"]),
    )
    .option("--tick-size <decimal>", "smallest price step (default: 0.01)", stepArgument)
    .option("--lot-size <decimal>", "smallest amount step (default: 1e-8, equity 1)", stepArgument)
    .option("--min-notional <decimal>", "smallest order value (default: 0)", decimalArgument)
    .option("--fee-bps <number>", "maker and taker fee (default: 10, equity 1)", feeArgument)
    .option("--maker-fee-bps <number>", "maker fee (default: perpetual 2)", feeArgument)
    .option("--taker-fee-bps <number>", "taker fee (default: perpetual 5)", feeArgument)
    .option("--liquidation-fee-bps <number>", "of a perpetual (default: 125)", feeArgument)
    .option("--margin-tiers <file>", "JSON, of a perpetual (default: Binance's of BTCUSDT)")
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .action(run);
}

async function run(file: string, flags: Flags): Promise<void> {
  const { marginTiers, ...rest } = flags;
  const report = await importFile({
    ...rest,
    file: resolvePath(file),
    marginTiers: marginTiers === undefined ? undefined : readMarginTiers(resolvePath(marginTiers)),
  });
  if (flags.json) console.log(JSON.stringify(report, null, 2));
  else console.log(formatReport(report, nextCommand(report, flags)));
}

/** What takes the same data up again. */
function nextCommand({ dataset, symbol, timeframe, venue }: ImportReport, flags: Flags): string {
  const { dataDir } = flags;
  const where = dataDir === defaultDataDir() ? "" : ` --data-dir ${dataDir}`;
  if (dataset !== "bars") return `deno task data list${where}`;
  const venues = findSeries(dataDir, { symbol }).filter((each) => each.timeframe === timeframe);
  return `deno task backtest --symbol ${symbol} --timeframe ${timeframe}` +
    (venues.length > 1 ? ` --venue ${venue}` : "") + where;
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

function snapArgument(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('write whole milliseconds, such as "50"');
}
