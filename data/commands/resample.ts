import { Command, Option } from "commander";
import {
  dataDirOption,
  fromOption,
  jsonOption,
  timeframeOption,
  toOption,
} from "../cli_options.ts";
import { formatCount } from "../format_table.ts";
import { formatTime } from "../format_time.ts";
import {
  type ResampleOptions,
  type ResampleReport,
  resampleSeries,
} from "../quality/resample_series.ts";
import { timeframeMs } from "../timeframe.ts";

interface Flags extends ResampleOptions {
  readonly dataDir: string;
  readonly json?: true;
}

/** `data resample`: bars of a longer timeframe from those that are held. */
export function resampleCommand(): Command {
  return new Command("resample")
    .description(
      "Build bars of a longer timeframe from those that are held: weeks from Monday, US equities " +
        "by sessions. Bars at the ends that are not covered are left out",
    )
    .requiredOption("--symbol <symbol>", 'such as "BTC/USDT"')
    .addOption(
      new Option("--from-timeframe <timeframe>", "bars to build from").argParser(known)
        .makeOptionMandatory(),
    )
    .addOption(timeframeOption().makeOptionMandatory())
    .option("--venue <venue>", "where several venues hold the symbol")
    .addOption(fromOption())
    .addOption(toOption())
    .option("--strict", "refuse where a bar would be built with shorter ones missing")
    .option("--dry-run", "only say what would be written")
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .action(run);
}

async function run({ dataDir, json, ...options }: Flags): Promise<void> {
  const report = await resampleSeries(dataDir, options);
  console.log(json ? JSON.stringify(report, null, 2) : statement(report));
}

function known(text: string): string {
  timeframeMs(text);
  return text;
}

function statement(report: ResampleReport): string {
  const { symbol, venue, timeframe, fromTimeframe, from, to, incomplete, dryRun } = report;
  const count = (rows: number, of: string) => `${formatCount(rows)} ${of}`;
  const unchanged = report.built - report.added - report.changed;
  return [
    `${symbol} at ${venue}: ${count(report.built, `${timeframe} bars`)} from ` +
    count(report.read, `${fromTimeframe} bars`) +
    (from === null ? "" : `, ${formatTime(from)} to ${formatTime(to!)} UTC`),
    `${dryRun ? "would add" : "added"} ${formatCount(report.added)}, ` +
    `${dryRun ? "would change" : "changed"} ${formatCount(report.changed)}, ` +
    `as before ${formatCount(unchanged)}`,
    ...(incomplete === 0 ? [] : [
      `${count(incomplete, incomplete === 1 ? "bar is" : "bars are")} built with ` +
      `${formatCount(report.missing)} ` +
      `${fromTimeframe} bars missing; ${formatCount(report.kept)} of them were held and stay`,
    ]),
    ...(report.leftOut === 0 ? [] : [`${formatCount(report.leftOut)} left out at the ends`]),
    ...(report.outside === 0
      ? []
      : [`${count(report.outside, `${fromTimeframe} bars`)} lie outside the sessions`]),
  ].join("\n");
}
