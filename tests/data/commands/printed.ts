import type { Command } from "commander";

/** What a command prints on standard output, run in this process. */
export async function printed(command: Command, args: readonly string[]): Promise<string> {
  const lines: string[] = [];
  const log = console.log;
  console.log = (text: string) => lines.push(text);
  try {
    await command.parseAsync(args, { from: "user" });
  } finally {
    console.log = log;
  }
  return lines.join("\n");
}
