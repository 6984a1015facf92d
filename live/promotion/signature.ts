import { join } from "node:path";
import {
  commitFiles,
  makeFolder,
  type StagedFile,
  stageFile,
} from "../../data/storage/staged_files.ts";
import { UserError } from "../../data/user_error.ts";

const ALGORITHM = "Ed25519";

/** The key pair of a data directory; promotion signs with it, the runner verifies with it. */
export interface SigningKeys {
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  verify(bytes: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

/**
 * Opens the data directory's key pair. The private key is readable by its owner alone and never
 * leaves `keys/`.
 *
 * @param create whether to make a pair where there is none.
 * @throws UserError where there is none and none is to be made.
 */
export async function openKeys(dataDir: string, create: boolean): Promise<SigningKeys> {
  const folder = join(dataDir, "keys");
  const privateFile = join(folder, "signing.private.jwk");
  const publicFile = join(folder, "signing.public.jwk");
  if (create && !exists(privateFile)) await generate(folder, privateFile, publicFile);
  if (!exists(publicFile)) {
    throw new UserError(
      `No signing key in "${folder}": nothing was promoted in this data directory; ` +
        'run "deno task promote" first',
    );
  }
  const publicKey = await importKey(publicFile, "verify");
  return {
    sign: async (bytes) => {
      const privateKey = await importKey(privateFile, "sign");
      return new Uint8Array(await crypto.subtle.sign(ALGORITHM, privateKey, bytes));
    },
    verify: (bytes, signature) => crypto.subtle.verify(ALGORITHM, publicKey, signature, bytes),
  };
}

async function generate(folder: string, privateFile: string, publicFile: string): Promise<void> {
  makeFolder(folder, 0o700);
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const { privateKey, publicKey } = pair as CryptoKeyPair;
  const staged = [
    await stageKey(publicFile, publicKey, 0o644),
    await stageKey(privateFile, privateKey, 0o600),
  ];
  commitFiles(staged);
}

async function stageKey(file: string, key: CryptoKey, mode: number): Promise<StagedFile> {
  const text = JSON.stringify(await crypto.subtle.exportKey("jwk", key));
  return await stageFile(file, (temporary) => Deno.writeTextFile(temporary, text, { mode }));
}

async function importKey(file: string, usage: "sign" | "verify"): Promise<CryptoKey> {
  const jwk: JsonWebKey = JSON.parse(await Deno.readTextFile(file));
  return await crypto.subtle.importKey("jwk", jwk, ALGORITHM, false, [usage]);
}

function exists(file: string): boolean {
  try {
    return Deno.statSync(file).isFile;
  } catch {
    return false;
  }
}
