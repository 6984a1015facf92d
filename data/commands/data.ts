import { Command } from "commander";
import { runCommand } from "../cli.ts";
import { fetchCommand } from "./fetch.ts";
import { importCommand } from "./import.ts";
import { listCommand } from "./list.ts";

/** `deno task data`: fill and inspect the lake. */
export function dataCommand(): Command {
  return new Command("data")
    .usage("<command> [options]")
    .description("Fill and inspect the lake of market data")
    .addCommand(fetchCommand())
    .addCommand(importCommand())
    .addCommand(listCommand());
}

/** Commands that ask a venue; the others give the network up before they open a file. */
const reachVenues = ["fetch", "repair"];

if (import.meta.main) {
  const program = dataCommand().hook("preAction", (_, command) => {
    if (!reachVenues.includes(command.name())) Deno.permissions.revokeSync({ name: "net" });
  });
  await runCommand(program);
}
