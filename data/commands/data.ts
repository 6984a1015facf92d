import { Command } from "commander";
import { runCommand } from "../cli.ts";
import { checkCommand } from "./check.ts";
import { fetchCommand } from "./fetch.ts";
import { importCommand } from "./import.ts";
import { listCommand } from "./list.ts";
import { repairCommand } from "./repair.ts";
import { resampleCommand } from "./resample.ts";

/** `deno task data`: fill and inspect the lake. */
export function dataCommand(): Command {
  return new Command("data")
    .usage("<command> [options]")
    .description("Fill and inspect the lake of market data")
    .addCommand(fetchCommand())
    .addCommand(importCommand())
    .addCommand(listCommand())
    .addCommand(checkCommand())
    .addCommand(repairCommand())
    .addCommand(resampleCommand());
}

/** Commands that ask a venue; the others give the network up before they open a file. */
const reachVenues = ["fetch", "repair"];

if (import.meta.main) {
  const program = dataCommand().hook("preAction", (_, command) => {
    if (!reachVenues.includes(command.name())) Deno.permissions.revokeSync({ name: "net" });
  });
  await runCommand(program);
}
