import { join } from "node:path";
import { didYouMean } from "../../data/nearest.ts";
import { UserError } from "../../data/user_error.ts";
import { type RunRecord, runRecordSchema } from "./run_record.ts";

/** Where a data directory keeps its runs. */
export function runsDir(dataDir: string): string {
  return join(dataDir, "runs");
}

/** Where one run's files are. */
export function runDir(dataDir: string, runId: string): string {
  return join(runsDir(dataDir), runId);
}

/** Every saved run, the latest first. Folders without a readable record are passed over. */
export function listRuns(dataDir: string): RunRecord[] {
  return runIds(dataDir).map((runId) => tryRead(dataDir, runId)).filter((run) => run !== null);
}

/**
 * The record of one run.
 *
 * @throws UserError where there is none of that name, or it cannot be read.
 */
export function readRun(dataDir: string, runId: string): RunRecord {
  const ids = runIds(dataDir);
  if (!ids.includes(runId)) {
    throw new UserError(`No run "${runId}" in "${runsDir(dataDir)}"${didYouMean(runId, ids)}`);
  }
  const run = tryRead(dataDir, runId);
  if (run) return run;
  throw new UserError(
    `Cannot read the run "${runId}": its run.json is damaged; delete its folder and run it again`,
  );
}

/** The strategy's latest run, or null where it has none. */
export function latestRun(dataDir: string, strategy: string): RunRecord | null {
  for (const runId of runIds(dataDir)) {
    const run = tryRead(dataDir, runId);
    if (run?.strategy === strategy) return run;
  }
  return null;
}

/** Run ids begin with their time, so the order of names is the order of time. */
function runIds(dataDir: string): string[] {
  try {
    return [...Deno.readDirSync(runsDir(dataDir))]
      .filter(({ isDirectory, name }) => isDirectory && !name.startsWith("."))
      .map(({ name }) => name).sort().reverse();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function tryRead(dataDir: string, runId: string): RunRecord | null {
  try {
    const text = Deno.readTextFileSync(join(runDir(dataDir, runId), "run.json"));
    return runRecordSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
