import { Command, Option } from "commander";
import { dataDirOption, jsonOption, timeArgument, timeframeOption } from "../cli_options.ts";
import { type FetchedDataset, fetchedDatasets } from "../fetch/fetched_datasets.ts";
import { type FetchedSeries, fetchSeries, FetchStopped } from "../fetch/fetch_series.ts";
import { formatFetched, formatPlan } from "../fetch/format_fetched.ts";
import { formatStop } from "../fetch/format_stop.ts";
import { openSeries, type SeriesRequest } from "../fetch/open_series.ts";
import type { FetchSeams } from "../fetch/seams.ts";
import { stopOnSignals } from "../fetch/stop_on_signals.ts";
import { Venues } from "../fetch/venues.ts";
import { progressLine } from "../progress_line.ts";
import { UserError } from "../user_error.ts";

interface Flags {
  readonly venue: string;
  readonly symbol: readonly string[];
  readonly timeframe?: string;
  readonly dataset: FetchedDataset;
  readonly since?: number;
  readonly until?: number;
  readonly allMissing?: true;
  readonly dryRun?: true;
  readonly dataDir: string;
  readonly json?: true;
}

/**
 * `data fetch`: market data from a venue's public interface into the lake.
 *
 * @param seams what a test puts in the place of the network; the command itself passes none.
 */
export function fetchCommand(seams: FetchSeams = {}): Command {
  return new Command("fetch")
    .description(
      "Fetch market data from a venue into the lake. What is held is not asked for again; a fetch " +
        "that was stopped goes on when the same command is run",
    )
    .requiredOption("--venue <venue>", "binance, okx, bybit or another venue that ccxt knows")
    .addOption(
      new Option("--symbol <symbol>", '"BTC/USDT", or "BTC/USDT:USDT" for a perpetual; may repeat')
        .argParser((text, before: readonly string[] | undefined) => [...before ?? [], text])
        .makeOptionMandatory(),
    )
    .addOption(timeframeOption())
    .addOption(
      new Option("--dataset <dataset>", "what to fetch").choices(fetchedDatasets).default("bars"),
    )
    .addOption(
      new Option("--since <time>", "first time, UTC (default: after the last row that is held)")
        .argParser(timeArgument),
    )
    .addOption(
      new Option("--until <time>", "stop before this time, UTC (default: now)")
        .argParser(timeArgument),
    )
    .addOption(
      new Option("--all-missing", "fill every hole from the first held row on").conflicts("since"),
    )
    .option("--dry-run", "only say what would be asked for")
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .action((flags: Flags) => run(flags, seams));
}

async function run(flags: Flags, seams: FetchSeams): Promise<void> {
  using stop = stopOnSignals();
  const venues = new Venues({ ...seams, signal: stop.signal });
  const requests = requestsOf(flags, venues);
  const done: FetchedSeries[] = [];
  try {
    if (flags.dryRun) return await printPlans(requests, flags.json === true);
    if (requests.length > 1) { for (const request of requests) await openSeries(request); }
    for (const request of requests) {
      const fetched = await fetchOne(request);
      done.push(fetched);
      if (!flags.json) console.log(formatFetched(fetched));
    }
  } catch (error) {
    const stopped = error instanceof FetchStopped ? error : undefined;
    if (stopped !== undefined) done.push(stopped.done);
    const cause = stopped?.cause ?? error;
    const signal = stop.signal.aborted ? stop.name : undefined;
    if (signal === undefined && !(cause instanceof UserError)) throw cause;
    const sentence = formatStop(cause, stopped?.done, signal);
    if (signal === undefined) throw new UserError(sentence);
    console.error(sentence);
    Deno.exitCode = stop.exitCode;
  } finally {
    if (flags.json && !flags.dryRun) console.log(JSON.stringify(done, null, 2));
  }
}

async function printPlans(requests: readonly SeriesRequest[], json: boolean): Promise<void> {
  const opened = [];
  for (const request of requests) opened.push(await openSeries(request));
  console.log(
    json
      ? JSON.stringify(opened.map(({ series, plan }) => ({ ...series, ...plan })), null, 2)
      : opened.map(({ series, plan }) => formatPlan(series, plan)).join("\n\n"),
  );
}

function requestsOf(flags: Flags, venues: Venues): SeriesRequest[] {
  const { dataset, venue, dataDir, since, until, allMissing } = flags;
  const timeframe = flags.timeframe ?? null;
  return [...new Set(flags.symbol)].map((symbol) => ({
    series: { dataset, venue, symbol, timeframe },
    dataDir,
    venues,
    since,
    until,
    allMissing,
  }));
}

async function fetchOne(request: SeriesRequest): Promise<FetchedSeries> {
  const { symbol, timeframe } = request.series;
  const progress = progressLine([symbol, timeframe ?? ""].join(" ").trim(), "rows");
  try {
    return await fetchSeries({ ...request, onProgress: progress.update });
  } finally {
    progress.end();
  }
}
