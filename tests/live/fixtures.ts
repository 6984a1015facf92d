import { fileURLToPath } from "node:url";
import type { LoadedStrategy } from "../../research/load/strategy_source.ts";
import { withStrategy } from "../../research/load/strategy_source.ts";
import { type Backtest, backtest, type BacktestOptions } from "../../research/backtest/backtest.ts";
import { promote, type Promotion } from "../../live/promotion/promote.ts";
import type { Deployment } from "../../live/runner/deployments.ts";
import { openSession } from "../../live/runner/open_session.ts";
import { runSession, type SessionOutcome } from "../../live/runner/run_session.ts";
import { inTempDir, repository } from "../data/helpers.ts";

export const root: string = fileURLToPath(repository);

/** About six months: long enough for the gates, short enough for many sessions. */
export const FROM = Date.UTC(2023, 0, 1);
export const TO = Date.UTC(2023, 6, 10);

/** A run and what its promotion came to. */
export interface Promoted {
  readonly backtest: Backtest;
  readonly promotion: Promotion;
}

/** How the run is made, and why bounds that it does not hold are passed over. */
export interface PromotedOptions extends BacktestOptions {
  readonly override?: string;
}

/** Backtests a loaded strategy on six months of hourly bars and promotes it, in this process. */
export async function promoteLoaded(
  dataDir: string,
  loaded: LoadedStrategy,
  symbols: readonly string[] = ["BTC/USDT"],
  { override, ...options }: PromotedOptions = {},
): Promise<Promoted> {
  const { strategy, source } = loaded;
  const range = { symbols, timeframe: "1h", from: FROM, to: TO };
  const run = await backtest(strategy, { ...range, ...options, dataDir, source });
  return { backtest: run, promotion: await promote(loaded, { dataDir, override }) };
}

/** As {@linkcode promoteLoaded}, by what names the strategy on the command line. */
export function promoteNamed(
  dataDir: string,
  source: string,
  symbols?: readonly string[],
  options?: PromotedOptions,
): Promise<Promoted> {
  return withStrategy(source, (loaded) => promoteLoaded(dataDir, loaded, symbols, options));
}

let template: Promise<Promoted & { dir: string }> | undefined;

/** Runs an action in a data directory of its own in which `sma_cross` has been promoted. */
export function withPromoted(
  action: (dataDir: string, promoted: Promoted) => Promise<void> | void,
): Promise<void> {
  template ??= makeTemplate();
  return inTempDir(async (dataDir) => {
    const { dir, ...promoted } = await template!;
    copyFolder(dir, dataDir);
    const path = promoted.promotion.path.replace(dir, dataDir);
    await action(dataDir, { ...promoted, promotion: { ...promoted.promotion, path } });
  });
}

async function makeTemplate(): Promise<Promoted & { dir: string }> {
  const dir = Deno.makeTempDirSync({ prefix: "tapeout_promoted_" });
  addEventListener("unload", () => Deno.removeSync(dir, { recursive: true }));
  return { dir, ...await promoteNamed(dir, "sma_cross") };
}

function copyFolder(from: string, to: string): void {
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    if (isDirectory) {
      Deno.mkdirSync(`${to}/${name}`);
      copyFolder(`${from}/${name}`, `${to}/${name}`);
    } else Deno.copyFileSync(`${from}/${name}`, `${to}/${name}`);
  }
}

/** A deployment of `sma_cross` on six months of BTC/USDT. */
export function deploymentOf(changes: Partial<Deployment> = {}): Deployment {
  return {
    name: "btc",
    artefact: "sma_cross",
    venue: "paper",
    feed: "lake",
    instruments: ["BTC/USDT"],
    timeframe: "1h",
    from: FROM,
    to: TO,
    capital: 100_000,
    limits: {},
    ...changes,
  };
}

/** Writes a deployments file as a user would and returns its path. */
export function writeDeployments(dir: string, ...deployments: readonly Deployment[]): string {
  const file = `${dir}/deployments.yaml`;
  const dates = (value: unknown, key: string) =>
    key === "from" || key === "to" ? new Date(value as number).toISOString() : value;
  const text = JSON.stringify({ deployments }, (key, value) => dates(value, key), 2);
  Deno.writeTextFileSync(file, text);
  return file;
}

/** How a test runs a session. */
export interface LiveOptions {
  readonly fresh?: boolean;
  readonly speed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (session: string, done: number, total: number) => void;
}

/** Opens and runs one deployment in this process, as the command does. */
export async function live(
  dataDir: string,
  deployment: Deployment,
  options: LiveOptions = {},
): Promise<SessionOutcome> {
  const { fresh = false, speed = Infinity, signal = new AbortController().signal } = options;
  const opened = await openSession(dataDir, deployment, fresh);
  return await runSession(opened, { dataDir, speed, signal, onProgress: options.onProgress });
}

/** What a command's process came to. */
export interface CommandOutput {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const FILES: Readonly<Record<string, string>> = {
  backtest: "research/commands/backtest.ts",
  promote: "live/commands/promote.ts",
  registry: "live/commands/registry.ts",
  live: "live/commands/live.ts",
  replay: "live/commands/replay.ts",
};

/** Starts a task of ours in a process of its own, with the task's permissions and no more. */
export function spawnTask(task: string, args: readonly string[]): Deno.ChildProcess {
  const permissions = task === "replay" ? "live" : task;
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "--no-prompt", `-P=${permissions}`, FILES[task]!, ...args],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs a task of ours to its end. */
export async function runTask(task: string, args: readonly string[]): Promise<CommandOutput> {
  const { code, stdout, stderr } = await spawnTask(task, args).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** Pids of processes whose command line holds a text; zombies do not count. */
export function processesWith(text: string): number[] {
  const pids: number[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const line = Deno.readTextFileSync(`/proc/${name}/cmdline`).replaceAll("\0", " ");
      if (line.includes(text)) pids.push(Number(name));
    } catch {
      // It has ended meanwhile.
    }
  }
  return pids;
}
