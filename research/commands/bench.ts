import { Command, InvalidArgumentError, Option } from "commander";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../data/cli.ts";
import { jsonOption } from "../../data/cli_options.ts";
import { formatTable } from "../../data/format_table.ts";
import { formatNumber } from "../report/format.ts";

const ENGINE_BENCH = fileURLToPath(new URL("../bench/engine_bench.ts", import.meta.url));
/** Fresh processes, and runs in each. */
const PROCESSES = 3;
const RUNS = 15;
const GOAL = 20e6;
/** The best vectorised peer over the same kind of input, whole pipeline: vectorbt 1.0.0 in Rust. */
const PEER = 20.0e6;

/** One figure of the bench. */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: number | null;
}

/** `deno task bench`: how fast the engine is on this machine. */
export function benchCommand(): Command {
  return new Command("bench")
    .description("Measure the engine: the first run of a fresh process, and warm")
    .addOption(new Option("--bars <n>", "bars a run").default(1_000_000).argParser(whole))
    .addOption(jsonOption())
    .action(run);
}

async function run({ bars, json }: { bars: number; json?: true }): Promise<void> {
  const first: number[] = [];
  const warm: number[] = [];
  let fills = 0;
  for (let i = 0; i < PROCESSES; i++) {
    const measured = await inFreshProcess(bars);
    first.push(measured.seconds[0]!);
    warm.push(...measured.seconds.slice(1));
    fills = measured.fills;
  }
  const figures = [
    ...speed("engine, sma_cross, first run", Math.min(...first), bars),
    ...speed("engine, sma_cross, warm", Math.min(...warm), bars),
  ];
  if (json) console.log(JSON.stringify(figures));
  else console.log(sheet(figures, bars, fills));
}

function speed(name: string, seconds: number, bars: number): Figure[] {
  return [
    { name, value: bars / seconds, unit: "bars/s", goal: GOAL },
    { name, value: (seconds * 1e9) / bars, unit: "ns/bar", goal: 1e9 / GOAL },
    {
      name: `${name}, ratio to the best vectorised peer`,
      value: bars / seconds / PEER,
      unit: "×",
      goal: null,
    },
  ];
}

async function inFreshProcess(bars: number): Promise<{ seconds: number[]; fills: number }> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", ENGINE_BENCH, String(bars), String(RUNS)],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

function sheet(figures: readonly Figure[], bars: number, fills: number): string {
  const rows = figures.map(({ name, value, unit, goal }) => [
    name,
    unit === "bars/s" ? formatNumber(value / 1e6) : formatNumber(value),
    unit === "bars/s" ? "M bars/s" : unit,
    goal === null ? "" : formatNumber(unit === "bars/s" ? goal / 1e6 : goal),
  ]);
  return [
    `${formatNumber(bars, { decimals: 0 })} one-minute bars, ${
      formatNumber(fills, { decimals: 0 })
    } ` +
    `fills, one core; best of ${PROCESSES} processes`,
    "",
    formatTable([["", "value", "unit", "goal"], ...rows], { right: [1, 3] }),
  ].join("\n");
}

function whole(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1000) return value;
  throw new InvalidArgumentError("give a whole number from 1000");
}

if (import.meta.main) await runCommand(benchCommand());
