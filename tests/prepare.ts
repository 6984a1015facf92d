import { setUpJupyter } from "../research/notebook/jupyter/set_up.ts";

/**
 * Installs what the tests need besides npm packages: the Jupyter environment in `.venv/`, and
 * Debian's Chromium where this user may install it. Tests that need what is not there say so.
 */

/** Where Debian and its kin put Chromium. */
const CHROMIUM = "/usr/bin/chromium";

await setUpJupyter("lab");
if (!exists(CHROMIUM) && exists("/usr/bin/apt-get") && Deno.uid() === 0) {
  console.error("Installing Chromium for the browser tests");
  const packages = ["chromium", "fonts-dejavu-core"];
  if (await apt("update") === 0) await apt("install", "--no-install-recommends", ...packages);
}
if (!exists(CHROMIUM)) console.error(`No ${CHROMIUM}: the browser tests will be skipped`);

async function apt(...args: string[]): Promise<number> {
  const command = new Deno.Command("apt-get", {
    args: ["-qq", "-y", ...args],
    env: { DEBIAN_FRONTEND: "noninteractive" },
    stdout: "null",
    stderr: "inherit",
  });
  return (await command.output()).code;
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
