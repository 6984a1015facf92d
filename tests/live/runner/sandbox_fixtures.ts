import type { RowMessage, StartMessage } from "../../../research/engine/mod.ts";
import { Sandbox, SandboxError, type SandboxRow } from "../../../live/runner/sandbox.ts";
import { processesWith } from "../fixtures.ts";

export const start: StartMessage = {
  instruments: [{
    symbol: "ACME",
    tickSize: "0.01",
    lotSize: "1",
    minNotional: "0",
    makerFeeBps: 2,
    takerFeeBps: 10,
  }],
  timeframeMs: 3_600_000,
  cash: 10_000,
};

/** A row of one bar, as the host sends it. */
export function rowOf(row: number): SandboxRow {
  const message: RowMessage = {
    row,
    ts: row * 3_600_000,
    events: [],
    bars: [[0, 100, 101, 99, 100, 1]],
  };
  return { message, body: JSON.stringify(message) };
}

/**
 * An artefact that runs code while it loads and says in its first decision what came of it: the
 * body is that of an async function.
 */
export function reporting(body: string): string {
  return `
    const found = await (async () => { ${body} })()
      .then((value) => "returned " + String(value), (error) => "threw " + String(error));
    export default {
      open: () => ({ row }) => ({ row, decisions: [[found.slice(0, 900), ""]] }),
    };`;
}

/** Runs {@linkcode reporting} code in a sandbox and returns what it said, or how it died of it. */
export async function reportOf(body: string): Promise<string> {
  let sandbox: Sandbox | undefined;
  try {
    sandbox = await Sandbox.start(reporting(body), start);
    const { decisions } = await sandbox.step(rowOf(0));
    return decisions[0]![0];
  } catch (error) {
    if (error instanceof SandboxError) return `threw ${error.message}`;
    throw error;
  } finally {
    await sandbox?.kill();
  }
}

/** Children of a process, this one unless named, that run the loader. */
export function sandboxChildren(parent: number = Deno.pid): number[] {
  return processesWith("sandbox_loader.ts").filter((pid) => statusOf(pid)?.parent === parent);
}

/** Whether a process is there and is no zombie. */
export function isRunning(pid: number): boolean {
  const state = statusOf(pid)?.state;
  return state !== undefined && state !== "Z";
}

function statusOf(pid: number): { state: string; parent: number } | undefined {
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    const [, state] = /^State:\s+(\S)/m.exec(status)!;
    return { state: state!, parent: Number(/^PPid:\s+(\d+)/m.exec(status)![1]) };
  } catch {
    return undefined;
  }
}
