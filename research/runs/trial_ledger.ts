import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Counts one evaluation of a strategy and returns its number, from 1. The ledger only grows:
 * deleting a run does not take its trial back, so statistics can price in all that was tried.
 *
 * @param trial the strategy, its parameters and what it ran on.
 * @param now when, ms.
 */
export function recordTrial(
  dataDir: string,
  trial: { strategy: string; runId: string; params: unknown; data: unknown; decisionHash: string },
  now: number,
): number {
  Deno.mkdirSync(dataDir, { recursive: true });
  const db = new DatabaseSync(join(dataDir, "trials.sqlite"), { timeout: 10_000 });
  try {
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    db.exec(
      "CREATE TABLE IF NOT EXISTS trials (strategy TEXT NOT NULL, trial INTEGER NOT NULL, " +
        "run_id TEXT NOT NULL, params TEXT NOT NULL, data TEXT NOT NULL, " +
        "decision_hash TEXT NOT NULL, ts INTEGER NOT NULL, PRIMARY KEY (strategy, trial)) STRICT",
    );
    const row = db.prepare(
      "INSERT INTO trials SELECT :strategy, coalesce(max(trial), 0) + 1, :runId, :params, :data, " +
        ":decisionHash, :ts FROM trials WHERE strategy = :strategy RETURNING trial",
    ).get({
      strategy: trial.strategy,
      runId: trial.runId,
      params: JSON.stringify(trial.params),
      data: JSON.stringify(trial.data),
      decisionHash: trial.decisionHash,
      ts: now,
    });
    return Number(row!.trial);
  } finally {
    db.close();
  }
}
