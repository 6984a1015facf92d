import { runCommand } from "./data/cli.ts";
import { startCommand } from "./routes/_server/start_command.ts";

if (import.meta.main) await runCommand(startCommand());
