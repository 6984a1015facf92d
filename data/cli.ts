import { Command, CommanderError } from "commander";
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
  settle(program);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      Deno.exitCode = error.exitCode === 0 ? 0 : badUsage;
    } else if (error instanceof UserError) {
      console.error(`error: ${oneLine(error.message)}`);
      Deno.exitCode = refused;
    } else throw error;
  }
}

/** Make a command and its subcommands throw instead of exiting, and say errors on one line. */
function settle(command: Command): void {
  command.exitOverride().showHelpAfterError(false).allowExcessArguments(false).configureOutput({
    writeOut: (text) => console.log(text.trimEnd()),
    writeErr: (text) => console.error(text.trimEnd()),
    outputError: (text, write) => write(`${oneLine(text)}`),
  });
  for (const subcommand of command.commands) settle(subcommand);
}

/** Commander puts "(Did you mean --symbol?)" on a line of its own. */
function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}
