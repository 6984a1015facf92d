import { Command, Option } from "commander";
import { runCommand } from "../../data/cli.ts";
import { dataDirOption, jsonOption } from "../../data/cli_options.ts";
import { ownStdout } from "../../research/commands/own_stdout.ts";
import { withStrategy } from "../../research/load/strategy_source.ts";
import { promote, type Promotion } from "../promotion/promote.ts";
import { promotionSheet } from "../promotion/promotion_sheet.ts";

interface Options {
  readonly run?: string;
  readonly override?: string;
  readonly json?: true;
  readonly dataDir: string;
}

/** `deno task promote`: freezes a strategy into an artefact that the live runner takes. */
export function promoteCommand(): Command {
  return new Command("promote")
    .description("Freeze a strategy with its parameters into a signed artefact")
    .argument("<strategy>", "a name, a .ts file, or NOTEBOOK.ipynb#NAME")
    .option("--run <id>", "the run to judge (default: the strategy's latest)")
    .addOption(new Option("--to <stage>", "where to").choices(["paper"]).default("paper"))
    .option("--override <why>", "promote although a bound does not hold; never for integrity")
    .addOption(jsonOption())
    .addOption(dataDirOption())
    .action(run);
}

async function run(source: string, options: Options): Promise<void> {
  const { run: runId, override, dataDir } = options;
  const print = ownStdout();
  const promotion = await withStrategy(
    source,
    (loaded) => promote(loaded, { dataDir, runId, override }),
  );
  print(options.json ? JSON.stringify(toJson(promotion)) : promotionSheet(promotion));
  if (promotion.promoted) return;
  const reasons = promotion.gates.flatMap(({ passed, reason }) => passed ? [] : [reason]);
  console.error(`error: Not promoted: ${reasons.join("; ")}`);
  Deno.exitCode = 1;
}

function toJson({ name, version, hash, path, promoted, gates }: Promotion) {
  return {
    name,
    version: promoted ? version : null,
    hash,
    path: promoted ? path : null,
    promoted,
    gates: gates.map(({ name, value, bound, passed, reason }) => ({
      name,
      value,
      bound,
      passed,
      ...(reason === undefined ? {} : { reason }),
    })),
  };
}

if (import.meta.main) await runCommand(promoteCommand());
