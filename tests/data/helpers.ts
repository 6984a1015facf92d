import assert from "node:assert/strict";
import { UserError } from "../../data/user_error.ts";
import { mapColumns } from "../../data/bar_columns.ts";
import type { Bars } from "../../data/bars.ts";
import type { Instrument } from "../../data/instrument.ts";

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
export const repository = new URL("../../", import.meta.url);

export const bitcoin: Instrument = {
  venue: "test",
  symbol: "BTC/USDT",
  kind: "spot",
  base: "BTC",
  quote: "USDT",
  tickSize: "0.01",
  lotSize: "0.00001",
  minNotional: "5",
  makerFeeBps: 10,
  takerFeeBps: 10,
  calendar: "crypto",
};

/** Bars that open at these times; all prices of a bar are the price or lie around it. */
export function barsAt(times: readonly number[], price = 100): Bars {
  const values = { ts: 0, open: 0, high: 1, low: -1, close: 0.5, volume: 0 };
  return mapColumns((name) =>
    Float64Array.from(
      times,
      (ts, i) => name === "ts" ? ts : name === "volume" ? i : price + values[name],
    )
  );
}

/** Run an action in a folder of its own that is gone afterwards. */
export async function inTempDir(action: (dir: string) => Promise<void> | void): Promise<void> {
  const dir = Deno.makeTempDirSync({ prefix: "tapeout_test_" });
  try {
    await action(dir);
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
}

/** Assert that an action fails with a user's error of one sentence that says all these parts. */
export async function refuses(action: () => unknown, ...parts: string[]): Promise<void> {
  let error: unknown;
  try {
    await action();
  } catch (thrown) {
    error = thrown;
  }
  assert.ok(error instanceof UserError, `expected a UserError, got ${error}`);
  for (const part of parts) {
    assert.ok(error.message.includes(part), `"${error.message}" should say "${part}"`);
  }
  assert.doesNotMatch(error.message, /\.$|\n/);
}

/** Every file below a folder with its bytes as text, to compare states of the disk. */
export function snapshot(dir: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of Deno.readDirSync(dir)) {
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory) { for (const [name, bytes] of snapshot(path)) files.set(name, bytes); }
    else files.set(path, new TextDecoder("latin1").decode(Deno.readFileSync(path)));
  }
  return files;
}
