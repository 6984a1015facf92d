import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ParameterSchema, Strategy } from "../engine/mod.ts";

/** SHA-256 of a strategy's own code: its name, parameters and set-up, whatever file they stand in. */
export function strategyHash({ name, parameters, setUp }: Strategy<ParameterSchema>): string {
  return createHash("sha256").update(`${name}\n${JSON.stringify(parameters)}\n${setUp}`).digest(
    "hex",
  );
}

/** SHA-256 over the source files of the engine and the indicators, which all results depend on. */
export function engineHash(): string {
  const hash = createHash("sha256");
  for (const folder of ["engine", "indicators"]) {
    const path = fileURLToPath(new URL(`../${folder}`, import.meta.url));
    for (const name of [...Deno.readDirSync(path)].map(({ name }) => name).sort()) {
      hash.update(`${folder}/${name}\n`).update(Deno.readFileSync(join(path, name)));
    }
  }
  return hash.digest("hex");
}
