import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const repositoryRoot: string = fileURLToPath(new URL("../../../", import.meta.url))
  .replace(/[\\/]$/, "");

/** The Python environment of the repository: Jupyter, its kernel and its settings. */
export const venvDir: string = join(repositoryRoot, ".venv");

/** The Python inside an environment. It is called by path, so a moved repository still works. */
export function venvPython(venv: string = venvDir): string {
  return Deno.build.os === "windows"
    ? join(venv, "Scripts", "python.exe")
    : join(venv, "bin", "python");
}

/** Environment variables that keep Jupyter's own files inside the environment, and HOME untouched. */
export function jupyterEnv(dataDir: string, venv: string = venvDir): Record<string, string> {
  const own = join(venv, "jupyter");
  return {
    JUPYTER_CONFIG_DIR: join(own, "config"),
    JUPYTER_DATA_DIR: join(own, "data"),
    JUPYTER_RUNTIME_DIR: join(own, "runtime"),
    JUPYTER_PATH: join(venv, "share", "jupyter"),
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_PLATFORM_DIRS: "1",
    TAPEOUT_DATA_DIR: dataDir,
    INIT_CWD: "",
  };
}
