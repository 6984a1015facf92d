import { dirname } from "node:path";
import { hashDecisions } from "../../research/backtest/decision_hash.ts";
import { canonicalDecisions } from "../../research/engine/mod.ts";
import { Journal } from "../journal/journal.ts";
import type { SessionState } from "../journal/session_view.ts";
import { PaperVenue } from "../venues/paper_venue.ts";
import { recordedFeed } from "./feed.ts";
import type { OpenSession } from "./open_session.ts";
import { pace } from "./pace.ts";
import { readKillSwitch } from "./kill_switch.ts";
import { Sandbox } from "./sandbox.ts";
import { Session, SessionHalt } from "./session.ts";
import { startMessage } from "./session_config.ts";
import { journalFile, ledgerFile } from "./session_store.ts";

/** How to run a session. */
export interface RunSessionOptions {
  readonly dataDir: string;
  /** A multiple of real time; Infinity feeds bars as fast as they are taken. */
  readonly speed: number;
  /** Aborted to stop after the current bar. */
  readonly signal: AbortSignal;
  readonly onProgress?: ((session: string, done: number, total: number) => void) | undefined;
}

/** Where a session stands when the runner lets go of it. */
export interface SessionOutcome {
  readonly sessionId: string;
  readonly deployment: string;
  /** SHA-256 of the artefact. */
  readonly artefact: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly bars: number;
  readonly orders: number;
  readonly fills: number;
  readonly finalEquity: number;
  readonly decisionHash: string;
  readonly state: SessionState;
  readonly reason: string;
}

/**
 * Runs a session until its feed ends, it is stopped, or it halts. Starting, continuing and
 * recovering after a crash are one path: what the journal holds is gone through first.
 */
export async function runSession(
  { config, code, bars }: OpenSession,
  { dataDir, speed, signal, onProgress }: RunSessionOptions,
): Promise<SessionOutcome> {
  const { sessionId } = config;
  const now = () => Date.now();
  const file = journalFile(dataDir, sessionId);
  Deno.mkdirSync(dirname(file), { recursive: true });
  const journal = Journal.open(file, JSON.stringify(config), now());
  const start = startMessage(config);
  const venue = new PaperVenue(ledgerFile(dataDir, sessionId), start, config.slippageBps);
  const sandbox = await Sandbox.start(code, start);
  const session = new Session({
    config,
    journal,
    sandbox,
    venue,
    now,
    killSwitch: () => readKillSwitch(dataDir),
  });
  let state: SessionState = "ended";
  let reason = "";
  try {
    venue.recover(journal.messages());
    await session.recover();
    const resumed = session.rows > 0;
    journal.note(resumed ? `continued after bar ${session.rows - 1}` : "started", now());
    const total = bars.reduce((most, { ts }) => Math.max(most, ts.length), 0);
    const due = pace(speed, config.timeframeMs, signal);
    for (const row of recordedFeed(bars, config.timeframeMs)) {
      if (session.to !== null && row.ts <= session.to) continue;
      await due(row.ts);
      const killed = readKillSwitch(dataDir);
      if (killed !== "") throw new SessionHalt(`the kill switch is on: ${killed}`);
      if (signal.aborted) {
        state = "stopped";
        reason = "stopped by its runner";
        break;
      }
      venue.advance({ row: session.rows, ...row });
      await session.step(row.ts, row.bars);
      if (speed !== Infinity) session.commit();
      onProgress?.(sessionId, session.rows, total);
    }
    session.commit();
    await session.reconcile();
  } catch (error) {
    state = "halted";
    reason = error instanceof Error ? error.message : String(error);
    await session.cancelOpenOrders();
    session.commit();
  } finally {
    await sandbox.kill();
  }
  journal.setState(state, reason, now());
  journal.note(reason === "" ? state : `${state}: ${reason}`, now());
  journal.close();
  venue.close();
  const { orders, account, fills } = session.book;
  return {
    sessionId,
    deployment: config.deployment,
    artefact: config.artefact.hash,
    symbol: config.instruments.map(({ symbol }) => symbol).join(","),
    timeframe: config.timeframe,
    from: session.from,
    to: session.to,
    bars: session.rows,
    orders: orders.rows,
    fills: fills.rows,
    finalEquity: account.equity(),
    decisionHash: hashDecisions(canonicalDecisions(orders, account)),
    state,
    reason,
  };
}
