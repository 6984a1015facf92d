import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ParameterSchema, Strategy } from "../engine/mod.ts";

/** SHA-256 of a strategy's own code: its name, parameters and set-up, whatever file they stand in. */
export function strategyHash(strategy: Strategy<ParameterSchema>): string {
  const { name, parameters, setUp, setUpBasket, setUpBook, members = [] } = strategy;
  const parts = members.map((member) =>
    `${strategyHash(member.strategy)} ${JSON.stringify(member.params)} ${member.weight}`
  );
  const code = [setUp ?? setUpBasket ?? setUpBook, ...parts].join("\n");
  return createHash("sha256").update(`${name}\n${JSON.stringify(parameters)}\n${code}`).digest(
    "hex",
  );
}

/** SHA-256 over the source files of engine, indicators and sizing, which all results depend on. */
export function engineHash(): string {
  const hash = createHash("sha256");
  const research = fileURLToPath(new URL("..", import.meta.url));
  const folders = ["engine", "indicators", "sizing"];
  for (const file of folders.flatMap((folder) => filesIn(research, folder))) {
    hash.update(`${file}\n`).update(Deno.readFileSync(join(research, file)));
  }
  return hash.digest("hex");
}

function filesIn(root: string, folder: string): string[] {
  return [...Deno.readDirSync(join(root, folder))]
    .sort((a, b) => a.name < b.name ? -1 : 1)
    .flatMap(({ name, isDirectory }) =>
      isDirectory ? filesIn(root, `${folder}/${name}`) : [`${folder}/${name}`]
    );
}
