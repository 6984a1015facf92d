import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { Command, Option } from "commander";
import {
  dataDirOption,
  fromOption,
  jsonOption,
  timeframeOption,
  toOption,
} from "../../data/cli_options.ts";
import { resolvePath } from "../../data/data_dir.ts";
import { UserError } from "../../data/user_error.ts";
import { type Backtest, backtest } from "../backtest/backtest.ts";
import { DEFAULT_CASH } from "../backtest/run_model.ts";
import { parseParams } from "../load/parse_params.ts";
import type { QueueModelName } from "../engine/mod.ts";
import { shippedStrategies, withStrategy } from "../load/strategy_source.ts";
import { parseTime } from "../../data/parse_time.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import { traceRun } from "../backtest/trace.ts";
import { formatMinute } from "../report/format.ts";
import { paint } from "../report/terminal/paint.ts";
import { traceText } from "../report/terminal/trace_text.ts";
import { reportOf } from "../report/report_of.ts";
import { terminalTearSheet } from "../report/terminal/terminal_tear_sheet.ts";
import { backtestJson } from "./backtest_json.ts";
import { bookModel, bookOption, explain, queueOption } from "./book_options.ts";
import { numberOption } from "./number_option.ts";
import { ownStdout } from "./own_stdout.ts";
import { limitOptions, type LimitWords, riskLimits } from "./limit_options.ts";
import { venueModel, venueOptions, type VenueWords } from "./venue_options.ts";
import { DEFAULT_TIME_LIMIT, LIMIT, watchCommand } from "./watch_command.ts";
import { progressLine } from "../../data/progress_line.ts";

interface Options extends VenueWords, LimitWords {
  readonly symbol?: string[];
  readonly venue?: string;
  readonly timeframe?: string;
  readonly from?: number;
  readonly to?: number;
  readonly param?: string[];
  readonly cash?: number;
  readonly feeBps?: number;
  readonly json?: true;
  readonly report?: string;
  readonly trace?: string;
  readonly book?: true | "depth" | "quotes";
  readonly queue?: QueueModelName;
  readonly feedLatencyMs?: number;
  readonly explain?: number;
  readonly timeLimit: number;
  readonly dataDir: string;
  /** Where a watcher in another thread reads how far the run has come. */
  readonly cell?: Float64Array | undefined;
}

/** `deno task backtest`: one backtest on the lake, saved as a run. */
export function backtestCommand(cell?: Float64Array): Command {
  const command = new Command("backtest")
    .description("Backtest a strategy over the lake's bars and save the run")
    .argument("[strategy]", "a name, a .ts file, or NOTEBOOK.ipynb#NAME", "sma_cross")
    .addOption(new Option("--symbol <symbol>", "instrument; repeat for several").argParser(collect))
    .option("--venue <venue>", "where several venues trade a symbol")
    .addOption(timeframeOption())
    .addOption(fromOption())
    .addOption(toOption())
    .addOption(new Option("--param <name=value>", "parameter; repeatable").argParser(collect))
    .addOption(numberOption("--cash <amount>", `starting cash (default: ${DEFAULT_CASH})`))
    .addOption(numberOption("--fee-bps <bps>", "one fee in place of the instrument's own"));
  for (const option of [...venueOptions(), ...limitOptions()]) command.addOption(option);
  return command
    .addOption(bookOption())
    .addOption(queueOption())
    .addOption(numberOption("--feed-latency-ms <ms>", "over books: how late the market is seen"))
    .addOption(numberOption("--explain <count>", "over books: why the last fills came about"))
    .option("--trace <bar>", "take the bars around one apart: its number, or a time in it")
    .option("--report <file>", "write a self-contained HTML report")
    .addOption(
      numberOption("--time-limit <seconds>", "that a strategy may take over one bar")
        .default(DEFAULT_TIME_LIMIT),
    )
    .addOption(jsonOption())
    .addOption(dataDirOption())
    .addHelpText("after", () => `\nStrategies: ${shippedStrategies().join(", ")}`)
    .action((source: string, options: Options) => run(source, { ...options, cell }));
}

async function run(source: string, options: Options): Promise<void> {
  const { json } = options;
  if (options.cell) options.cell[LIMIT] = options.timeLimit;
  const report = options.report === undefined ? undefined : reportFile(options.report);
  const print = ownStdout();
  const progress = progressLine("Backtest", "bars");
  await withStrategy(source, async ({ strategy }) => {
    const done = await backtest(strategy, {
      ...options,
      source,
      symbols: options.symbol,
      book: bookModel(options),
      ...venueModel(options),
      params: parseParams(strategy, options.param ?? []),
      limits: riskLimits(options),
      onProgress: progress.update,
    });
    progress.end();
    if (report !== undefined) await writeReport(report, done);
    if (options.explain !== undefined) explain(done, options.explain);
    if (options.trace !== undefined) {
      print(traceOf(done, options.trace).trimEnd());
      return;
    }
    print(json ? JSON.stringify(backtestJson(done)) : tearSheet(done, source).trimEnd());
  });
}

function traceOf({ result, input, record }: Backtest, bar: string): string {
  if (record.model.book !== undefined) {
    throw new UserError("Cannot trace a bar of a run over the order book; use --explain");
  }
  const { ts } = result.equity;
  const at = parseTime(bar);
  const row = at === undefined
    ? Number(bar)
    : ts.findLastIndex((open) => open <= at && at < open + timeframeMs(record.timeframe));
  if (!Number.isInteger(row) || row < 0 || row >= ts.length) {
    throw new UserError(
      `Cannot trace bar "${bar}"; give a number from 0 to ${ts.length - 1} or a time from ` +
        `${formatMinute(ts[0]!)} to ${formatMinute(ts.at(-1)!)}, within a bar that the run has`,
    );
  }
  return traceText(traceRun(input, row), {
    timeframe: record.timeframe,
    width: Deno.stdout.isTerminal() ? Math.max(80, Deno.consoleSize().columns) : 100,
    paint: paint(Deno.stdout.isTerminal() && !Deno.noColor),
  });
}

function tearSheet(done: Backtest, source: string): string {
  return terminalTearSheet({
    ...reportOf(done),
    ...(done.record.model.book === undefined ? { next: `deno task promote ${source}` } : {}),
    colour: Deno.stdout.isTerminal() && !Deno.noColor,
    width: Deno.stdout.isTerminal() ? Deno.consoleSize().columns : 80,
  });
}

/** The path of a report, checked before the run rather than after it. */
function reportFile(path: string): string {
  const file = resolvePath(path);
  const folder = dirname(file);
  if (existsSync(folder)) return file;
  throw new UserError(
    `Cannot write the report "${file}": there is no folder "${folder}"; create it`,
  );
}

async function writeReport(file: string, done: Backtest): Promise<void> {
  const { htmlReport } = await import("../report/html/html_report.ts");
  const bars = done.markets.map((market) => market.bars);
  await Deno.writeTextFile(file, await htmlReport({ ...reportOf(done), bars }));
  console.error(`Report: ${file}`);
}

function collect(word: string, words: string[] = []): string[] {
  return [...words, word];
}

if (import.meta.main) {
  await watchCommand(new URL("./backtest_worker.ts", import.meta.url), Deno.args);
}
