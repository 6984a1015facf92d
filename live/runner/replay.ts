import { messageOf } from "../../data/message_of.ts";
import { didYouMean } from "../../data/nearest.ts";
import { UserError } from "../../data/user_error.ts";
import { hashDecisions } from "../../research/backtest/decision_hash.ts";
import { Blotter, canonicalDecisions, parseDecision } from "../../research/engine/mod.ts";
import { openArtefact } from "../promotion/registry.ts";
import { readRows } from "../journal/read_rows.ts";
import { replayRows } from "./replay_rows.ts";
import { Sandbox } from "./sandbox.ts";
import { startMessage } from "./session_config.ts";
import { openForReading, readStored, requireConfig, sessionIds } from "./session_store.ts";

/** What a replay came to. */
export interface Replay {
  readonly sessionId: string;
  /** Whether the artefact decided the same again, to the byte. */
  readonly identical: boolean;
  readonly decisions: number;
  readonly decisionHash: string;
  readonly finalEquity: number;
  /** The first decision that differs; null where none does. */
  readonly difference: {
    readonly ts: number;
    readonly journalled: string | null;
    readonly replayed: string | null;
  } | null;
}

/**
 * Feeds a session's journal to its artefact again and compares what it decides with what it decided
 * then.
 *
 * @throws UserError where there is no such session, its artefact does not verify, or its journal is
 * damaged.
 */
export async function replay(dataDir: string, sessionId: string): Promise<Replay> {
  const ids = sessionIds(dataDir);
  const stored = ids.includes(sessionId) ? readStored(dataDir, sessionId) : null;
  if (stored === null) {
    throw new UserError(
      `No session "${sessionId}"${didYouMean(sessionId, ids)}` +
        (ids.length === 0 ? '; run "deno task live" first' : ` (held: ${ids.join(", ")})`),
    );
  }
  const config = requireConfig(stored);
  const { name, hash } = config.artefact;
  const { code } = await openArtefact(dataDir, `${name}@${hash}`);
  const start = startMessage(config);
  const db = openForReading(dataDir, sessionId);
  const sandbox = await Sandbox.start(code, start);
  const blotter = new Blotter(start);
  const { orders, account } = blotter;
  let difference: Replay["difference"] = null;
  try {
    for await (const [journalled, message, reply] of replayRows(readRows(db), sandbox)) {
      const { row, ts, decisions } = journalled;
      blotter.apply(message);
      const length = Math.max(reply.decisions.length, decisions.length);
      for (let i = 0; i < length && difference === null; i++) {
        const replayed = reply.decisions[i]?.[0] ?? null;
        const before = decisions[i]?.decision[0] ?? null;
        if (replayed !== before) difference = { ts, journalled: before, replayed };
      }
      if (difference !== null) break;
      const now = { row, closeTs: ts + config.timeframeMs };
      for (const decision of reply.decisions) parseDecision(orders, account, now, decision);
    }
  } catch (error) {
    const reason = messageOf(error);
    throw new UserError(`Cannot replay the session "${sessionId}": ${reason}`, { cause: error });
  } finally {
    await sandbox.kill();
    db.close();
  }
  return {
    sessionId,
    identical: difference === null,
    decisions: orders.decided,
    decisionHash: hashDecisions(canonicalDecisions(orders, account)),
    finalEquity: account.equity(),
    difference,
  };
}
