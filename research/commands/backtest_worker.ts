import { runCommand } from "../../data/cli.ts";
import { backtestCommand } from "./backtest.ts";
import { BEAT, type WatchedCommand } from "./watch_command.ts";

// deno-lint-ignore no-explicit-any
const thread = self as any as {
  onmessage: (event: MessageEvent<WatchedCommand>) => void;
  postMessage(status: number): void;
};

thread.onmessage = async ({ data: { args, cell } }) => {
  setInterval(() => cell[BEAT]!++, 100);
  await runCommand(backtestCommand(cell), args);
  thread.postMessage(Number(Deno.exitCode));
};
