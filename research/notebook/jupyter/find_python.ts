import { UserError } from "../../../data/user_error.ts";

/** The oldest Python for which the pinned packages exist. */
const OLDEST = [3, 10] as const;

const NAMES = [
  "python3",
  "python",
  "python3.14",
  "python3.13",
  "python3.12",
  "python3.11",
  "python3.10",
];

/**
 * A Python on PATH that Jupyter runs on.
 *
 * @throws UserError where there is none, or only older ones.
 */
export async function findPython(): Promise<string> {
  const older: string[] = [];
  for (const name of NAMES) {
    const version = await pythonVersion(name);
    if (version === undefined) continue;
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return name;
    older.push(`${name} is ${version}`);
  }
  const oldest = OLDEST.join(".");
  throw new UserError(
    older.length > 0
      ? `Cannot set up Jupyter: it needs Python ${oldest} or newer, and ${older.join(", ")}; ` +
        "install a newer Python and put it first on PATH"
      : `Cannot set up Jupyter: there is no Python on PATH; install Python ${oldest} or newer ` +
        "(apt install python3-venv, brew install python, or winget install Python.Python.3.13)",
  );
}

/** The version of a Python such as "3.12", or `undefined` where it does not run. */
export async function pythonVersion(command: string): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command(command, {
      args: ["-I", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).output();
    const version = new TextDecoder().decode(stdout).trim();
    return success && /^\d+\.\d+$/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}
