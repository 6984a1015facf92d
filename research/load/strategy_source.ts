import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { resolvePath } from "../../data/data_dir.ts";
import { didYouMean } from "../../data/nearest.ts";
import { messageOf } from "../../data/message_of.ts";
import { UserError } from "../../data/user_error.ts";
import type { ParameterSchema, Strategy } from "../engine/mod.ts";
import { exportedCell } from "./exported_cell.ts";

const strategiesDir = fileURLToPath(new URL("../strategies", import.meta.url));

/** A strategy and the module that it was loaded from. */
export interface LoadedStrategy {
  readonly strategy: Strategy<ParameterSchema>;
  /** What names it on the command line. */
  readonly source: string;
  /** Path of the module whose default export it is. */
  readonly file: string;
}

/** Names of the strategies that ship. */
export function shippedStrategies(): string[] {
  return [...Deno.readDirSync(strategiesDir)].map(({ name }) => basename(name, ".ts")).sort();
}

/**
 * Finds a strategy, loads it and hands it to `use`: the name of one that ships (`sma_cross`), a
 * TypeScript file (`./my_idea.ts`), or a notebook's exported cell (`notebooks/quick_start.ipynb#trend`).
 * The module of a cell lies in a temporary folder that is gone when `use` has ended.
 *
 * @throws UserError where there is no such strategy or its module does not load.
 */
export async function withStrategy<T>(
  source: string,
  use: (loaded: LoadedStrategy) => Promise<T>,
): Promise<T> {
  const hash = source.indexOf("#");
  if (hash < 0) {
    return await use(
      await load(source, /\.[jt]s$/.test(source) ? filePath(source) : shipped(source)),
    );
  }
  const name = source.slice(hash + 1);
  const code = exportedCell(resolvePath(source.slice(0, hash)), name);
  const folder = await Deno.makeTempDir({ prefix: "tapeout-cell-" });
  try {
    const file = join(folder, `${name}.ts`);
    await Deno.writeTextFile(file, code);
    const loaded = await load(source, file);
    if (loaded.strategy.name === name) return await use(loaded);
    throw new UserError(
      `Cannot load "${source}": the exported cell defines the strategy "${loaded.strategy.name}"; ` +
        "give the strategy and the export one name",
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function shipped(name: string): string {
  const names = shippedStrategies();
  if (names.includes(name)) return join(strategiesDir, `${name}.ts`);
  throw new UserError(
    `Unknown strategy "${name}"${didYouMean(name, names)} (known: ${names.join(", ")}; ` +
      "or name a .ts file, or NOTEBOOK.ipynb#NAME)",
  );
}

function filePath(path: string): string {
  const file = resolvePath(path);
  try {
    if (Deno.statSync(file).isFile) return file;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  throw new UserError(`No strategy file "${file}"; check the path`);
}

async function load(source: string, file: string): Promise<LoadedStrategy> {
  let module: { default?: unknown };
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    const message = messageOf(error);
    const line = /:(\d+):\d+\s*$/m.exec(message)?.[1];
    const at = line === undefined ? "" : `, line ${line}`;
    throw new UserError(`Cannot load the strategy "${source}"${at}: ${message.split("\n")[0]}`);
  }
  const strategy = module.default as Partial<Strategy<ParameterSchema>> | undefined;
  const { setUp, setUpBasket, setUpBook, members } = strategy ?? {};
  if (
    typeof strategy?.name === "string" &&
    (setUp ?? setUpBasket ?? setUpBook ?? members) !== undefined
  ) {
    return { strategy: strategy as Strategy<ParameterSchema>, source, file };
  }
  throw new UserError(
    `Cannot load the strategy "${source}": its default export is not a strategy; ` +
      'write "export default strategy(…)"',
  );
}
