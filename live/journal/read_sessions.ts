import { didYouMean } from "../../data/nearest.ts";
import { UserError } from "../../data/user_error.ts";
import { isHeld } from "../runner/lease.ts";
import type { SessionConfig } from "../runner/session_config.ts";
import {
  latestSessionId,
  openForReading,
  parseConfig,
  readStored,
  requireConfig,
  sessionIds,
  type StoredSession,
  storedSessions,
} from "../runner/session_store.ts";
import { SessionReplica } from "./session_replica.ts";
import type { SessionDetail, SessionSummary } from "./session_view.ts";

/** Replicas by journal, so that a page reads only what is new since the page before. */
const replicas = new Map<string, SessionReplica>();

/**
 * Every session in one line each, the latest started first. One whose journal is of another version
 * is left out; {@linkcode readSession} says so.
 */
export function listSessions(dataDir: string): SessionSummary[] {
  return storedSessions(dataDir).flatMap((stored) => {
    const config = parseConfig(stored);
    return config === null ? [] : [summary(dataDir, stored, config)];
  }).sort((a, b) => b.started - a.started);
}

/**
 * One session whole.
 *
 * @throws UserError where there is none of that id, or its journal is of another version.
 */
export function readSession(dataDir: string, sessionId: string): SessionDetail {
  const ids = sessionIds(dataDir);
  const stored = ids.includes(sessionId) ? readStored(dataDir, sessionId) : null;
  if (stored === null) {
    throw new UserError(`No session "${sessionId}"${didYouMean(sessionId, ids)}`);
  }
  const config = requireConfig(stored);
  const line = summary(dataDir, stored, config);
  const replica = replicaOf(dataDir, stored, config);
  return {
    ...line,
    instruments: config.instruments,
    model: config.model,
    drillDown: config.drillDown,
    positions: replica.positions,
    ordersList: replica.orders,
    fillsList: replica.fills,
    paymentsList: replica.payments,
    equityCurve: { ts: replica.ts, equity: replica.equity },
    notes: replica.notes,
  };
}

/** A text that changes whenever the session does. */
export function sessionVersion(dataDir: string, sessionId: string): string {
  const db = openForReading(dataDir, sessionId);
  try {
    const { row } = db.prepare("SELECT max(row) AS row FROM inputs").get()!;
    const { updated, state, epoch } = db.prepare("SELECT * FROM session").get()!;
    return [row, updated, state, epoch].join(" ");
  } finally {
    db.close();
  }
}

function summary(dataDir: string, stored: StoredSession, config: SessionConfig): SessionSummary {
  const { blotter, ts } = replicaOf(dataDir, stored, config);
  return {
    sessionId: stored.sessionId,
    deployment: config.deployment,
    artefact: config.artefact,
    overrides: config.overrides,
    venue: config.venue,
    symbols: config.instruments.map(({ symbol }) => symbol),
    timeframe: config.timeframe,
    state: stored.state,
    reason: stored.reason,
    started: stored.started,
    updated: stored.updated,
    // The lease is the deployment's: a session that was given up for a fresh one is not held by it.
    held: stored.state === "running" && isHeld(dataDir, config.deployment) &&
      stored.sessionId === latestSessionId(dataDir, config.deployment),
    from: ts[0] ?? null,
    to: ts.at(-1) ?? null,
    bars: ts.length,
    startingCash: config.capital,
    cash: blotter.account.cash,
    equity: blotter.account.equity(),
    exposure: blotter.account.exposure(),
    orders: blotter.orders.rows,
    fills: blotter.fills.rows,
  };
}

function replicaOf(dataDir: string, stored: StoredSession, config: SessionConfig): SessionReplica {
  // A deleted session whose id comes again is another one: its start tells them apart.
  const key = JSON.stringify([dataDir, stored.sessionId, stored.started]);
  let replica = replicas.get(key);
  if (!replica) {
    replica = new SessionReplica(dataDir, config);
    replicas.set(key, replica);
  }
  return replica.refresh();
}
