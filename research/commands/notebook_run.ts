import { Command, InvalidArgumentError, Option } from "commander";
import { runCommand } from "../../data/cli.ts";
import { dataDirOption, jsonOption } from "../../data/cli_options.ts";
import { resolvePath } from "../../data/data_dir.ts";
import { UserError } from "../../data/user_error.ts";
import { type Executed, executeNotebook } from "../notebook/jupyter/execute_notebook.ts";
import { setUpJupyter } from "../notebook/jupyter/set_up.ts";
import { writeBack } from "../notebook/jupyter/write_back.ts";
import { notebookFiles, notebooksDir } from "../notebook/list_notebooks.ts";
import { readNotebook } from "../notebook/read_notebook.ts";
import { progressLine } from "../../data/progress_line.ts";

interface Options {
  readonly timeout: number;
  readonly inplace?: true;
  readonly json?: true;
  readonly dataDir: string;
}

/** `deno task notebook:run`: executes notebooks headless and keeps the executed copies. */
export function notebookRunCommand(): Command {
  return new Command("notebook:run")
    .description("Execute notebooks from top to bottom in fresh kernels and keep their outputs")
    .argument("[file...]", "notebooks; all of notebooks/ where none is named")
    .addOption(
      new Option("--timeout <seconds>", "the longest that one cell may run")
        .argParser(seconds).default(600),
    )
    .option("--inplace", "write the outputs into the notebooks too, clean of machine paths")
    .addOption(jsonOption())
    .addOption(dataDirOption())
    .action(run);
}

async function run(words: readonly string[], options: Options): Promise<void> {
  const files = words.length > 0 ? words.map((word) => resolvePath(word)) : notebookFiles();
  if (files.length === 0) throw new UserError(`No notebook in "${notebooksDir}"; name one`);
  for (const file of files) readNotebook(file);
  const python = await setUpJupyter("run");
  const results: Record<string, unknown>[] = [];
  for (const file of files) {
    const done = await execute(file, python, options);
    results.push({ notebook: file, ...done.execution, path: done.path });
    if (options.json) continue;
    console.log(summary(file, done));
  }
  if (options.json) console.log(JSON.stringify(results));
  if (results.some(({ status }) => status === "failed")) Deno.exitCode = 1;
}

async function execute(
  file: string,
  python: string,
  { dataDir, timeout, inplace }: Options,
): Promise<Executed> {
  const progress = progressLine(file, "cells");
  const done = await executeNotebook(file, {
    dataDir,
    python,
    timeoutSeconds: timeout,
    onCell: (number, cells) => void progress.update(number - 1, cells),
  });
  progress.end();
  if (done.execution.error) console.error(failure(file, done, inplace));
  else if (inplace) await writeBack({ executed: `${done.path}/executed.ipynb`, file, dataDir });
  return done;
}

function summary(file: string, { execution, path }: Executed): string {
  const { status, cells, durationMs, runs } = execution;
  const made = runs.length === 0
    ? ""
    : `, made ${runs.length === 1 ? "run" : "runs"} ${runs.join(", ")}`;
  return `${file}: ${status}, ${cells} cells in ${(durationMs / 1000).toFixed(1)} s${made}\n` +
    `  ${path}`;
}

function failure(file: string, { execution: { error } }: Executed, inplace?: true): string {
  const { cell, source, message } = error!;
  const lines = source.split("\n").map((line) => `    ${line}`).join("\n");
  const kept = inplace ? "\nThe notebook was left as it is." : "";
  return `error: Cell ${cell} of "${file}" failed: ${message}\n\n${lines}\n${kept}`;
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && value < Infinity)) {
    throw new InvalidArgumentError("it is not a number of seconds above 0");
  }
  return value;
}

if (import.meta.main) await runCommand(notebookRunCommand());
