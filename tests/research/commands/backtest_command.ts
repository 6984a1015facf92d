import { repository } from "../../data/helpers.ts";

/** What a run of `deno task backtest` printed, and its exit status. */
export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as its task does, permissions included, on a data directory of the test's. */
export async function runBacktest(dataDir: string, ...args: string[]): Promise<Output> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-P=backtest", "research/commands/backtest.ts", ...args],
    cwd: repository,
    env: { TAPEOUT_DATA_DIR: dataDir, NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}
