import { Command, CommanderError } from "commander";
import { nearest } from "./nearest.ts";
import { UserError } from "./user_error.ts";

/** Exit status of a mistake in what was asked for. */
const refused = 1;
/** Exit status of a mistake in how it was asked. */
const badUsage = 2;

/**
 * Run a command with the words that the user typed and set the exit status: 0 on success, 1 after a
 * {@linkcode UserError}, 2 after an unknown flag or a bad value. Mistakes are one line on standard
 * error, `error: …`, with the nearest flag where one is misspelt. Anything else is a bug and keeps
 * its stack trace.
 *
 * ```ts ignore
 * if (import.meta.main) await runCommand(program);
 * ```
 */
export async function runCommand(
  program: Command,
  args: readonly string[] = Deno.args,
): Promise<void> {
  const usage = { message: "" };
  settle(program, usage);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      const missing = error.code === "commander.missingMandatoryOptionValue";
      const message = (missing ? unknownFlag(program, args) : undefined) ?? usage.message;
      if (message !== "") console.error(oneLine(message));
      Deno.exitCode = error.exitCode === 0 ? 0 : badUsage;
    } else if (error instanceof UserError || isRefusedBySystem(error)) {
      console.error(`error: ${oneLine(error.message)}`);
      Deno.exitCode = refused;
    } else throw error;
  }
}

/** A full disk or a folder that may not be written is no bug of ours. */
function isRefusedBySystem(error: unknown): error is Error {
  const codes = ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR", "EISDIR"];
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

/** Make a command and its subcommands throw instead of exiting, and keep what they say. */
function settle(command: Command, usage: { message: string }): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => console.log(text.trimEnd()),
    writeErr: (text) => console.error(text.trimEnd()),
    outputError: (text) => usage.message = text,
  });
  for (const subcommand of command.commands) settle(subcommand, usage);
}

/**
 * The error for a flag that the command does not have. Commander reports "--symbl" as a missing
 * "--symbol", which hides the misspelling.
 */
function unknownFlag(program: Command, args: readonly string[]): string | undefined {
  let command = program;
  const flags = ["--help"];
  for (const word of args) {
    command = command.commands.find((each) => each.name() === word) ?? command;
  }
  for (const { long } of [...program.options, ...command.options]) if (long) flags.push(long);
  const unknown = args.map((word) => word.split("=")[0]!)
    .find((word) => word.startsWith("--") && word !== "--" && !flags.includes(word));
  if (unknown === undefined) return undefined;
  const guess = nearest(unknown, flags);
  return `error: unknown option '${unknown}'${guess ? ` (Did you mean ${guess}?)` : ""}`;
}

/** Commander puts "(Did you mean --symbol?)" on a line of its own. */
function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}
