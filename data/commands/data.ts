import { Command } from "commander";
import { runCommand } from "../cli.ts";
import { importCommand } from "./import.ts";
import { listCommand } from "./list.ts";

/** `deno task data`: fill and inspect the lake. */
export function dataCommand(): Command {
  return new Command("data")
    .usage("<command> [options]")
    .description("Fill and inspect the lake of market data")
    .addCommand(importCommand())
    .addCommand(listCommand());
}

if (import.meta.main) await runCommand(dataCommand());
