import { dirname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { UserError } from "../../data/user_error.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const strategyApi = new URL("../../research/strategy_api.ts", import.meta.url).href;
const artefactEntry = new URL("../../research/engine/artefact.ts", import.meta.url).href;

/** What an artefact is bundled from. */
export interface BundleInput {
  /** Path of the module whose default export is the strategy. */
  readonly file: string;
  /** Every parameter with its value; they are part of the bytes. */
  readonly params: Readonly<Record<string, number>>;
}

/**
 * Bundles engine, strategy and parameters into one ES module without imports. The same source gives
 * the same bytes in any directory.
 *
 * @returns the module's bytes.
 * @throws UserError where the strategy imports anything but the research API for strategies and
 * files beside it, or does not bundle.
 */
export async function bundleArtefact({ file, params }: BundleInput): Promise<Uint8Array> {
  const folder = await Deno.makeTempDir({ prefix: "tapeout-bundle-" });
  try {
    const entry = join(folder, "entry.ts");
    const importMap = join(folder, "import_map.json");
    const output = join(folder, "artefact.js");
    const sorted = Object.fromEntries(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)));
    await Deno.writeTextFile(
      entry,
      `import { artefact } from ${JSON.stringify(artefactEntry)};\n` +
        `import strategy from ${JSON.stringify(pathToFileURL(file).href)};\n` +
        `export default artefact(strategy, ${JSON.stringify(sorted)});\n`,
    );
    await Deno.writeTextFile(importMap, JSON.stringify({ imports: { tapeout: strategyApi } }));
    const shared = ["--no-config", "--no-lock", `--import-map=${importMap}`];
    await refuseForeignModules(entry, file, shared);
    await deno(
      ["bundle", "-q", "--minify", "--keep-names", "--no-remote", ...shared, "-o", output, entry],
      file,
    );
    return await Deno.readFile(output);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A bundler inlines whatever a module names, `/etc/shadow` included: look before it does. */
async function refuseForeignModules(
  entry: string,
  file: string,
  shared: readonly string[],
): Promise<void> {
  const graph = JSON.parse(
    await deno(["info", "--json", "--no-remote", ...shared, entry], file),
  );
  const own = dirname(file) + sep;
  const engine = ["research", "data"].map((name) => join(root, name) + sep);
  for (const module of graph.modules as { specifier: string; local?: string; error?: string }[]) {
    const path = module.specifier.startsWith("file:") ? fileURLToPath(module.specifier) : null;
    const allowed = path !== null && /\.[jt]s$/.test(path) &&
      (path === entry || path.startsWith(own) || engine.some((folder) => path.startsWith(folder)));
    if (!allowed) {
      throw new UserError(
        `Cannot bundle "${file}": it imports "${module.specifier}"; ` +
          'a strategy may import "tapeout" and TypeScript files in its own folder',
      );
    }
    if (module.error) {
      const [reason] = module.error.split("\n");
      throw new UserError(`Cannot bundle "${file}": ${reason!.replace(/\.$/, "")}`);
    }
  }
}

async function deno(args: readonly string[], file: string): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (code === 0) return new TextDecoder().decode(stdout);
  const lines = new TextDecoder().decode(stderr).trim().split("\n");
  throw new UserError(
    `Cannot bundle "${file}": ${lines.find((l) => /error/i.test(l)) ?? lines[0]}`,
  );
}
