import { Command, InvalidArgumentError, Option } from "commander";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../data/cli.ts";
import { jsonOption } from "../../data/cli_options.ts";
import { formatTable } from "../../data/format_table.ts";
import { formatNumber } from "../report/format.ts";

/** One figure of the bench. */
interface Figure {
  readonly name: string;
  /** Things done a second, and what they are. */
  readonly value: number;
  readonly unit: string;
  readonly goal: number | null;
  /** The best peer's figure on the same kind of input, and whose it is. */
  readonly peer: { readonly value: number; readonly name: string } | null;
}

const VECTORBT = { value: 20.0e6, name: "vectorbt 1.0.0 (Rust), whole pipeline" };
const HFTBACKTEST = { value: 16.5e6, name: "hftbacktest 2.4.4 (Rust), vector book" };
const DUCKDB = { value: 5e6 / 0.49, name: "DuckDB into columns" };

/** Fresh processes, and runs in each. */
const PROCESSES = 3;
const RUNS = 12;

/** `deno task bench`: how fast the engine is on this machine. */
export function benchCommand(): Command {
  return new Command("bench")
    .description("Measure the engine: the first run of a fresh process, and warm")
    .addOption(new Option("--bars <n>", "bars a run").default(1_000_000).argParser(whole))
    .option("--deep", "stream 100 instruments over ten years of minutes, which takes minutes")
    .addOption(jsonOption())
    .action(run);
}

async function run(
  { bars, deep, json }: { bars: number; deep?: true; json?: true },
): Promise<void> {
  const figures: Figure[] = [];
  const add = (...more: readonly Figure[]) => {
    figures.push(...more);
    if (!json) { for (const each of more) console.error(`${each.name}: ${valueText(each)}`); }
  };
  add(...await engine("sma_cross", bars, { first: 25e6, warm: 40e6 }));
  add(...await engine("bracket", bars, { first: null, warm: 15e6 }));
  add(...await engine("portfolio", bars / 10, { first: null, warm: 15e6 }));
  add(...await orderBook());
  for (const rows of [1e5, 1e6, 1e7]) {
    const { seconds } = await measured<Runs>("engine_bench.ts", ["sma_cross", rows, 5]);
    const name = `sma_cross, ${formatNumber(rows, { decimals: 0 })} bars, warm`;
    add(figure(name, rows / Math.min(...seconds.slice(1)), "bars/s"));
  }
  const read = await measured<Runs>("read_bench.ts", [5 * bars, 3]);
  const readRate = 5 * bars / Math.min(...read.seconds);
  add({ ...figure("Parquet into columns", readRate, "bars/s", 10e6), peer: DUCKDB });
  const rows = deep ? 10 * 365.25 * 1440 : 100_000;
  const stream = await measured<Stream>("stream_bench.ts", [100, rows]);
  add(
    figure("100 instruments, streamed", stream.bars / stream.seconds, "instrument-bars/s"),
    figure("  resident memory, early", stream.early, "bytes"),
    figure("  resident memory, at the end", stream.late, "bytes"),
  );
  console.log(json ? JSON.stringify(figures) : sheet(figures, bars));
}

interface Runs {
  readonly seconds: readonly number[];
}

interface BookRuns extends Runs {
  readonly events: number;
}

interface Stream {
  readonly seconds: number;
  readonly bars: number;
  readonly early: number;
  readonly late: number;
}

/** The first run of a fresh process and the best later one, over all processes. */
async function engine(
  scenario: "sma_cross" | "bracket" | "portfolio",
  rows: number,
  goals: { readonly first: number | null; readonly warm: number },
): Promise<Figure[]> {
  const bars = scenario === "portfolio" ? 10 * rows : rows;
  const first: number[] = [];
  const warm: number[] = [];
  for (let i = 0; i < PROCESSES; i++) {
    const { seconds } = await measured<Runs>("engine_bench.ts", [scenario, rows, RUNS]);
    first.push(seconds[0]!);
    warm.push(...seconds.slice(1));
  }
  const peer = scenario === "sma_cross" ? VECTORBT : null;
  const unit = scenario === "portfolio" ? "instrument-bars/s" : "bars/s";
  return [
    { ...figure(`${scenario}, first run`, bars / Math.min(...first), unit, goals.first), peer },
    { ...figure(`${scenario}, warm`, bars / Math.min(...warm), unit, goals.warm), peer },
  ];
}

/** Two quotes renewed every 100 ms on a perpetual's depth and trades, by the same rules. */
async function orderBook(): Promise<Figure[]> {
  const first: number[] = [];
  const warm: number[] = [];
  for (let i = 0; i < PROCESSES; i++) {
    const args = ["quoting", RUNS];
    const { seconds, events } = await measured<BookRuns>("order_book_bench.ts", args);
    const rates = seconds.map((each) => events / each);
    first.push(rates[0]!);
    warm.push(...rates.slice(1));
  }
  const book = (name: string, rates: readonly number[]) => ({
    ...figure(`order book, two quotes, ${name}`, Math.max(...rates), "events/s", 8e6),
    peer: HFTBACKTEST,
  });
  return [book("first run", first), book("warm", warm)];
}

function figure(name: string, value: number, unit: string, goal: number | null = null): Figure {
  return { name, value, unit, goal, peer: null };
}

async function measured<T>(script: string, args: readonly (string | number)[]): Promise<T> {
  const file = fileURLToPath(new URL(`../bench/${script}`, import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", file, ...args.map(String)],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

function sheet(figures: readonly Figure[], bars: number): string {
  const rows = figures.map((each) => [
    each.name,
    valueText(each),
    each.unit === "bytes" ? "" : `${formatNumber(1e9 / each.value, { decimals: 1 })} ns`,
    each.goal === null ? "" : `${formatNumber(each.goal / 1e6, { decimals: 0 })} M`,
    each.peer === null ? "" : `× ${formatNumber(each.value / each.peer.value)}`,
    each.peer?.name ?? "",
  ]);
  return [
    "",
    `${formatNumber(bars, { decimals: 0 })} one-minute bars, one core; the best of ${PROCESSES} ` +
    "fresh processes",
    "",
    formatTable([["", "value", "each", "goal", "ratio", "to"], ...rows], { right: [1, 2, 3, 4] }),
  ].join("\n");
}

function valueText({ value, unit }: Figure): string {
  return unit === "bytes"
    ? `${formatNumber(value / 1e6, { decimals: 0 })} MB`
    : `${formatNumber(value / 1e6)} M ${unit}`;
}

function whole(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 10_000) return value;
  throw new InvalidArgumentError("give a whole number from 10000");
}

if (import.meta.main) await runCommand(benchCommand());
