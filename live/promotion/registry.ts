import { createHash } from "node:crypto";
import { join } from "node:path";
import { didYouMean } from "../../data/nearest.ts";
import { commitFolder, makeFolder } from "../../data/storage/staged_files.ts";
import { UserError } from "../../data/user_error.ts";
import { type Manifest, manifestSchema } from "./manifest.ts";
import { openKeys } from "./signature.ts";

const ARTEFACT = "artefact.js";
const MANIFEST = "manifest.json";
const SIGNATURE = "manifest.sig";

/** One promoted artefact as it lies in the registry. */
export interface Registered {
  readonly name: string;
  readonly hash: string;
  readonly path: string;
  /** Null where the manifest cannot be read. */
  readonly manifest: Manifest | null;
  /** Why it may not be run; "" where bytes, manifest and signature agree. */
  readonly fault: string;
}

/** An artefact that was verified, with its code. */
export interface VerifiedArtefact {
  readonly manifest: Manifest;
  readonly path: string;
  readonly code: string;
}

/** SHA-256, hex. */
export function hashBytes(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Where an artefact lies. */
export function artefactDir(dataDir: string, name: string, hash: string): string {
  return join(dataDir, "registry", name, hash);
}

/**
 * Writes an artefact with its manifest and signature; the folder appears whole or not at all. Bytes
 * that were promoted before get the new manifest in place of the old one.
 */
export async function register(
  dataDir: string,
  bytes: Uint8Array,
  manifest: Manifest,
): Promise<string> {
  const keys = await openKeys(dataDir, true);
  const path = artefactDir(dataDir, manifest.name, manifest.hash);
  const staged = join(dataDir, "registry", manifest.name, `.${manifest.hash}`);
  const text = new TextEncoder().encode(JSON.stringify(manifest, null, 2) + "\n");
  await Deno.remove(staged, { recursive: true }).catch(ignoreMissing);
  makeFolder(staged);
  await Deno.writeFile(join(staged, ARTEFACT), bytes);
  await Deno.writeFile(join(staged, MANIFEST), text);
  await Deno.writeFile(join(staged, SIGNATURE), await keys.sign(text));
  const replaced = `${staged}.replaced`;
  await Deno.rename(path, replaced).catch(ignoreMissing);
  commitFolder(staged, path);
  await Deno.remove(replaced, { recursive: true }).catch(ignoreMissing);
  return path;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

/** Everything in the registry, verified, by name and then by version. */
export async function listRegistry(dataDir: string): Promise<Registered[]> {
  const found: Registered[] = [];
  for (const name of folders(join(dataDir, "registry"))) {
    for (const hash of folders(join(dataDir, "registry", name))) {
      found.push(await inspect(dataDir, name, hash));
    }
  }
  const version = ({ manifest }: Registered) => manifest?.version ?? Infinity;
  return found.sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : version(a) - version(b));
}

/**
 * Finds one artefact and verifies it: `sma_cross` (the latest version), `sma_cross@2`, or
 * `sma_cross@3f9a` (the beginning of its hash).
 *
 * @throws UserError where there is none, or its bytes, manifest or signature do not hold.
 */
export async function openArtefact(dataDir: string, reference: string): Promise<VerifiedArtefact> {
  const [name = "", which] = reference.split("@");
  const all = await listRegistry(dataDir);
  const named = all.filter((each) => each.name === name);
  if (named.length === 0) {
    const names = [...new Set(all.map((each) => each.name))];
    throw new UserError(
      `No artefact "${name}" in the registry${didYouMean(name, names)}; ` +
        `run "deno task promote ${name}"`,
    );
  }
  const matching = which === undefined
    ? named.slice(-1)
    : named.filter(({ manifest, hash }) =>
      refersTo(reference, { name, version: manifest?.version ?? null, hash })
    );
  if (matching.length !== 1) {
    throw new UserError(
      `${matching.length === 0 ? "No" : "More than one"} version "${which}" of the artefact ` +
        `"${name}"; "deno task registry" lists them`,
    );
  }
  const { manifest, path, fault } = matching[0]!;
  if (manifest === null || fault !== "") {
    throw new UserError(`Refused the artefact "${reference}" at "${path}": ${fault}`);
  }
  // The bytes that are run are those that are hashed, not a second reading of the file.
  const bytes = await Deno.readFile(join(path, ARTEFACT));
  if (hashBytes(bytes) !== manifest.hash) {
    throw new UserError(`Refused the artefact "${reference}" at "${path}": its bytes have changed`);
  }
  return { manifest, path, code: new TextDecoder().decode(bytes) };
}

/** Whether a reference as {@linkcode openArtefact} takes it may mean this artefact. */
export function refersTo(
  reference: string,
  artefact: { readonly name: string; readonly version: number | null; readonly hash: string },
): boolean {
  const [name, which] = reference.split("@");
  if (name !== artefact.name) return false;
  return which === undefined || which === String(artefact.version) ||
    (which.length >= 4 && artefact.hash.startsWith(which));
}

async function inspect(dataDir: string, name: string, hash: string): Promise<Registered> {
  const path = artefactDir(dataDir, name, hash);
  let manifest: Manifest | null = null;
  try {
    const text = await Deno.readFile(join(path, MANIFEST));
    const keys = await openKeys(dataDir, false);
    const signed = await keys.verify(text, await Deno.readFile(join(path, SIGNATURE)));
    manifest = manifestSchema.parse(JSON.parse(new TextDecoder().decode(text)));
    const actual = hashBytes(await Deno.readFile(join(path, ARTEFACT)));
    const fault = !signed
      ? "its manifest does not carry this data directory's signature"
      : manifest.hash !== hash || manifest.name !== name
      ? "its manifest is another artefact's"
      : actual !== hash
      ? `its bytes have changed: their SHA-256 is ${actual}, not ${hash}`
      : "";
    return { name, hash, path, manifest, fault };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0]! : String(error);
    return { name, hash, path, manifest, fault: `it cannot be read: ${reason}` };
  }
}

function folders(path: string): string[] {
  try {
    return [...Deno.readDirSync(path)]
      .filter(({ isDirectory, name }) => isDirectory && !name.startsWith("."))
      .map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
