import { join } from "node:path";
import { withWriterLock } from "../../data/storage/writer_lock.ts";
import { UserError } from "../../data/user_error.ts";
import type { LoadedStrategy } from "../../research/load/strategy_source.ts";
import type { RunRecord } from "../../research/runs/run_record.ts";
import { latestRun, readRun } from "../../research/runs/run_store.ts";
import { bundleArtefact } from "./bundle.ts";
import { gatherEvidence } from "./evidence.ts";
import { judge } from "./gates.ts";
import type { Gate, Manifest } from "./manifest.ts";
import { hashBytes, listRegistry, register } from "./registry.ts";

/** What to promote, and how strictly. */
export interface PromoteOptions {
  readonly dataDir: string;
  /** The run to judge; the strategy's latest where not named. */
  readonly runId?: string | undefined;
  /** Why bounds that do not hold may be passed over. Integrity gates cannot be. */
  readonly override?: string | undefined;
}

/** What promotion came to. `path` is empty where a gate refused it. */
export interface Promotion {
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  readonly path: string;
  readonly promoted: boolean;
  /** Whether these very bytes had been promoted before. */
  readonly already: boolean;
  readonly gates: readonly Gate[];
  readonly overrides: Manifest["overrides"];
  readonly run: RunRecord;
}

/**
 * Freezes a strategy with its parameters into an artefact, judged by a saved run of it: the run is
 * repeated with the frozen bytes in the sandbox that trades them, and tested for look-ahead.
 *
 * @throws UserError where there is no such run, or the strategy cannot be bundled.
 */
export async function promote(
  { strategy, source, file }: LoadedStrategy,
  { dataDir, runId, override }: PromoteOptions,
): Promise<Promotion> {
  const { name } = strategy;
  if (override !== undefined && override.trim() === "") {
    throw new UserError(`Cannot promote "${name}" by an override without a reason; say why`);
  }
  const run = runId === undefined ? latestRun(dataDir, name) : readRun(dataDir, runId);
  if (run === null) {
    throw new UserError(`No run of "${name}" to judge; run "deno task backtest ${source}" first`);
  }
  if (run.strategy !== name) {
    throw new UserError(`Cannot promote "${name}" by the run "${run.runId}" of "${run.strategy}"`);
  }
  if (run.model.book !== undefined) {
    throw new UserError(
      `Cannot promote "${name}" by the run "${run.runId}": it was over the order book, and paper ` +
        `trading fills by bars; run "deno task backtest ${source}" without --book first`,
    );
  }
  const bytes = await bundleArtefact({ file, params: run.params });
  const gates = judge(await gatherEvidence({ strategy, run, bytes, dataDir }));
  // One at a time, or two promotions would count up to the same version.
  return await withWriterLock(
    join(dataDir, "registry"),
    () => decide({ dataDir, run, source, bytes, gates, override }),
  );
}

/** What the gates decide on. */
interface Judged {
  readonly dataDir: string;
  readonly run: RunRecord;
  readonly source: string;
  readonly bytes: Uint8Array;
  readonly gates: readonly Gate[];
  readonly override: string | undefined;
}

async function decide(judged: Judged): Promise<Promotion> {
  const { dataDir, run, source, bytes, gates, override } = judged;
  const name = run.strategy;
  const hash = hashBytes(bytes);
  const failed = gates.filter(({ passed }) => !passed);
  const overrides = override === undefined ? [] : failed
    .filter(({ kind }) => kind === "bound").map((gate) => ({ gate: gate.name, why: override }));
  const held = (await listRegistry(dataDir)).filter((each) => each.name === name);
  const latest = held.at(-1);
  // The same bytes by the same run are that promotion; by another run they are a new version.
  const already = latest?.hash === hash && latest.manifest?.run.runId === run.runId &&
    latest.fault === "";
  const version = (already ? 0 : 1) +
    held.reduce((most, { manifest }) => Math.max(most, manifest?.version ?? 0), 0);
  const promoted = failed.length === overrides.length;
  const outcome = { name, version, hash, promoted, already, gates, overrides };
  if (!promoted) return { ...outcome, path: "", run };
  if (already) return { ...outcome, path: latest.path, run };
  const path = await register(dataDir, bytes, {
    format: 1,
    name,
    version,
    hash,
    stage: "paper",
    promoted: Date.now(),
    source,
    run,
    gates: [...gates],
    overrides,
    deno: Deno.version.deno,
  });
  return { ...outcome, path, run };
}
