import { createHash } from "node:crypto";
import { join } from "node:path";
import { UserError } from "../../../data/user_error.ts";
import { findPython, pythonVersion } from "./find_python.ts";
import { writeKernelSpec } from "./kernel_spec.ts";
import lab from "./requirements_lab.txt" with { type: "text" };
import run from "./requirements_run.txt" with { type: "text" };
import { venvDir, venvPython } from "./venv.ts";

/** What of Jupyter is needed: headless execution alone, or JupyterLab too. */
export type Part = "run" | "lab";

const requirements: Readonly<Record<Part, string>> = { run, lab };

/** Where to set up, and whom to tell. */
export interface SetUpOptions {
  readonly venv?: string;
  /** Told in one line what is being done, where it takes long. */
  readonly onStep?: (sentence: string) => void;
}

/**
 * Creates the Python environment with Jupyter at pinned versions where it is missing, incomplete or
 * outdated, and returns its Python. Calling it again costs one look; a killed installation goes on
 * where it was. Of several processes one installs and the others wait.
 *
 * @throws UserError where there is no fit Python, or the packages cannot be had.
 */
export async function setUpJupyter(part: Part, options: SetUpOptions = {}): Promise<string> {
  const { venv = venvDir, onStep = console.error } = options;
  await Deno.mkdir(venv, { recursive: true });
  using lock = await Deno.open(join(venv, "tapeout.lock"), { create: true, write: true });
  await lock.lock(true);
  const python = venvPython(venv);
  let version = await pythonVersion(python);
  if (version === undefined || !has(venv, "python", version)) {
    await createVenv(venv, onStep);
    version = await pythonVersion(python) ?? "of unknown version";
    await mark(venv, "python", version);
  }
  for (const needed of part === "lab" ? ["run", "lab"] as const : ["run"] as const) {
    const content = `${requirementsHash(needed)} for Python ${version}`;
    if (has(venv, needed, content)) continue;
    await install(python, needed, onStep);
    await mark(venv, needed, content);
  }
  await writeKernelSpec(venv);
  return python;
}

async function createVenv(venv: string, onStep: (sentence: string) => void): Promise<void> {
  const python = await findPython();
  onStep("Creating a Python environment in .venv (once)");
  for await (const { name } of Deno.readDir(venv)) {
    if (name !== "tapeout.lock") await Deno.remove(join(venv, name), { recursive: true });
  }
  const { success, said } = await output(python, ["-I", "-m", "venv", venv]);
  if (success) return;
  throw new UserError(
    /ensurepip|No module named venv/.test(said)
      ? `Cannot set up Jupyter: ${python} comes without its venv module; ` +
        'install it ("apt install python3-venv" on Debian and Ubuntu) and run the command again'
      : `Cannot set up Jupyter: ${python} made no environment in "${venv}": ${lastLine(said)}`,
  );
}

async function install(
  python: string,
  part: Part,
  onStep: (sentence: string) => void,
): Promise<void> {
  onStep(
    part === "lab"
      ? "Installing JupyterLab into .venv (once, about 120 MB)"
      : "Installing the Jupyter client into .venv (once, about 45 MB)",
  );
  const list = await Deno.makeTempFile({ suffix: ".txt" });
  try {
    await Deno.writeTextFile(list, requirements[part]);
    const { success, said } = await output(python, [
      ...["-I", "-m", "pip", "install", "--quiet", "--no-deps", "--no-cache-dir"],
      ...["--disable-pip-version-check", "--no-input", "--requirement", list],
    ]);
    if (success) return;
    throw new UserError(
      `Cannot install Jupyter: ${lastLine(said)}; check the connection (pip reads PIP_INDEX_URL ` +
        "for a mirror) and run the command again",
    );
  } finally {
    await Deno.remove(list);
  }
}

async function output(
  command: string,
  args: string[],
): Promise<{ success: boolean; said: string }> {
  const { success, stdout, stderr } = await new Deno.Command(command, {
    args,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  const decoder = new TextDecoder();
  return { success, said: decoder.decode(stdout) + decoder.decode(stderr) };
}

function lastLine(text: string): string {
  const lines = text.split("\n").map((line) => line.replace(/^(ERROR|error): /, "").trim())
    .filter((line) => line !== "" && !/^(WARNING|\[notice\])/.test(line));
  return (lines.at(-1) ?? "it said nothing").replace(/\.$/, "");
}

/** Marks are written after each finished step, so that a killed one is done again. */
async function mark(venv: string, step: string, content: string): Promise<void> {
  await Deno.writeTextFile(markFile(venv, step), `${content}\n`);
}

function has(venv: string, step: string, content: string): boolean {
  try {
    return Deno.readTextFileSync(markFile(venv, step)) === `${content}\n`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function markFile(venv: string, step: string): string {
  return join(venv, `tapeout-${step}.txt`);
}

function requirementsHash(part: Part): string {
  return createHash("sha256").update(requirements[part]).digest("hex");
}
