import { Command, InvalidArgumentError, Option } from "commander";
import { runCommand } from "../../data/cli.ts";
import { dataDirOption } from "../../data/cli_options.ts";
import { resolvePath } from "../../data/data_dir.ts";
import { openLab } from "../notebook/jupyter/open_lab.ts";

interface Options {
  readonly port?: number;
  readonly browser: boolean;
  readonly dataDir: string;
}

/** `deno task notebook`: opens JupyterLab on the Deno kernel. */
export function notebookCommand(): Command {
  return new Command("notebook")
    .description("Open JupyterLab on the Deno kernel; Ctrl+C ends it")
    .argument("[file]", "a notebook to open; the folder notebooks/ where none is named")
    .addOption(
      new Option("--port <port>", "instead of the first free one from 8888").argParser(port),
    )
    .option("--no-browser", "print the address instead of opening it")
    .addOption(dataDirOption())
    .addHelpText("after", '\nWhat follows "--" is passed on to JupyterLab as it is.')
    .argument("[passed...]", "options of JupyterLab, after --")
    .action(run);
}

async function run(
  file: string | undefined,
  passed: readonly string[],
  options: Options,
): Promise<void> {
  const named = file !== undefined && !file.startsWith("-");
  Deno.exitCode = await openLab({
    dataDir: options.dataDir,
    file: named ? resolvePath(file) : undefined,
    port: options.port,
    browser: options.browser,
    passed: named || file === undefined ? passed : [file, ...passed],
  });
}

function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535 && text.trim() !== "") return value;
  throw new InvalidArgumentError("it is not a port; give a whole number up to 65535");
}

if (import.meta.main) await runCommand(notebookCommand());
