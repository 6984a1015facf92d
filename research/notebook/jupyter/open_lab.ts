import { join, relative } from "node:path";
import { UserError } from "../../../data/user_error.ts";
import { notebooksDir } from "../list_notebooks.ts";
import { readNotebook } from "../read_notebook.ts";
import { KERNEL } from "./kernel_spec.ts";
import { setUpJupyter } from "./set_up.ts";
import { jupyterEnv, repositoryRoot, venvDir } from "./venv.ts";

/** How JupyterLab is opened. */
export interface LabOptions {
  readonly dataDir: string;
  /** The notebook to open. */
  readonly file?: string | undefined;
  /** The first free one from 8888 where not given. */
  readonly port?: number | undefined;
  readonly browser: boolean;
  /** Options for JupyterLab itself. */
  readonly passed: readonly string[];
}

/**
 * Runs JupyterLab on loopback until it is interrupted, and returns its exit status. It sees the
 * repository, begins in `notebooks/` and offers the Deno kernel alone. It is installed where missing.
 *
 * @throws UserError where the port is in use, or the notebook is not one or lies outside.
 */
export async function openLab(options: LabOptions): Promise<number> {
  const { dataDir, file, port, browser, passed } = options;
  if (port !== undefined && port !== 0) requireFree(port);
  const opened = file === undefined ? undefined : inRepository(file);
  const python = await setUpJupyter("lab");
  await writeSettings();
  const child = new Deno.Command(python, {
    args: [
      ...["-I", "-m", "jupyterlab", ...(opened === undefined ? [] : [opened])],
      `--ServerApp.root_dir=${repositoryRoot}`,
      `--FileContentsManager.preferred_dir=${notebooksDir}`,
      ...(opened === undefined ? ["--LabApp.default_url=/lab/tree/notebooks"] : []),
      "--ServerApp.ip=127.0.0.1",
      ...(port === undefined ? [] : [`--ServerApp.port=${port}`, "--ServerApp.port_retries=0"]),
      ...(browser ? [] : ["--no-browser"]),
      "--ServerApp.allow_root=True",
      "--ServerApp.answer_yes=True",
      "--Application.log_level=WARN",
      "--Application.log_format=%(message)s",
      `--KernelSpecManager.allowed_kernelspecs=${KERNEL}`,
      "--KernelSpecManager.ensure_native_kernel=False",
      `--MultiKernelManager.default_kernel_name=${KERNEL}`,
      "--LanguageServerManager.autodetect=False",
      "--LabApp.extension_manager=readonly",
      ...passed,
    ],
    env: jupyterEnv(dataDir),
  }).spawn();
  const stop = () => child.kill("SIGTERM");
  const wait = () => {};
  Deno.addSignalListener("SIGTERM", stop);
  // An interrupt in a terminal reaches JupyterLab itself; we wait until it has shut its kernels.
  Deno.addSignalListener("SIGINT", wait);
  try {
    const { code, signal } = await child.status;
    return signal === null ? code : 0;
  } finally {
    Deno.removeSignalListener("SIGTERM", stop);
    Deno.removeSignalListener("SIGINT", wait);
  }
}

function requireFree(port: number): void {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
  } catch (error) {
    throw new UserError(
      error instanceof Deno.errors.AddrInUse
        ? `Cannot open JupyterLab on port ${port}: it is in use; pass another --port or none`
        : `Cannot open JupyterLab on port ${port}: you may not listen there; pass another --port`,
    );
  }
}

function inRepository(file: string): string {
  readNotebook(file);
  const path = relative(repositoryRoot, file);
  if (!path.startsWith("..")) return file;
  throw new UserError(`Cannot open "${file}": it lies outside "${repositoryRoot}"; copy it there`);
}

/** JupyterLab follows the system's theme, and neither asks for news nor looks for updates. */
async function writeSettings(): Promise<void> {
  const folder = join(venvDir, "share", "jupyter", "lab", "settings");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(
    join(folder, "overrides.json"),
    JSON.stringify({
      "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
      "@jupyterlab/apputils-extension:themes": { "adaptive-theme": true },
    }),
  );
}
