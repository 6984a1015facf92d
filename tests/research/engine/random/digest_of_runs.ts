import { createHash } from "node:crypto";
import fc from "fast-check";
import { canonicalDecisions, Simulation } from "../../../../research/engine/mod.ts";
import { inputOf, worlds } from "./worlds.ts";

/** SHA-256 over decisions, fills and equity of worlds drawn by a fixed seed. */
export function digestOfRuns(count: number): string {
  const hash = createHash("sha256");
  for (const world of fc.sample(worlds, { seed: 7, numRuns: count })) {
    const run = new Simulation(inputOf(world)).run();
    hash.update(canonicalDecisions(run.orders, run.account));
    const { columns } = run.fills.save();
    for (const column of [...Object.values(columns), run.curve().equity]) {
      hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    }
  }
  return hash.digest("hex");
}

if (import.meta.main) console.log(digestOfRuns(Number(Deno.args[0])));
