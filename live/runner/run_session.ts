import { dirname } from "node:path";
import { hashDecisions } from "../../research/backtest/decision_hash.ts";
import type { Market } from "../../research/backtest/simulate.ts";
import { canonicalDecisions } from "../../research/engine/mod.ts";
import { messageOf } from "../../data/message_of.ts";
import { UserError } from "../../data/user_error.ts";
import { FencedError, Journal } from "../journal/journal.ts";
import type { SessionState } from "../journal/session_view.ts";
import { PaperVenue } from "../venues/paper_venue.ts";
import { recordedFeed } from "./feed.ts";
import type { OpenSession } from "./open_session.ts";
import { pace } from "./pace.ts";
import { readKillSwitch } from "./kill_switch.ts";
import { Sandbox } from "./sandbox.ts";
import { Session } from "./session.ts";
import { SessionHalt } from "./session_halt.ts";
import { type SessionConfig, startMessage } from "./session_config.ts";
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
 * recovering after a crash are one path: what the journal holds is gone through first. Whatever goes
 * wrong ends in a halt with open orders cancelled, never in an exception past the open orders.
 */
export async function runSession(
  opened: OpenSession,
  options: RunSessionOptions,
): Promise<SessionOutcome> {
  try {
    return await run(opened, options);
  } finally {
    opened.lease.close();
  }
}

async function run(
  { config, code, markets }: OpenSession,
  options: RunSessionOptions,
): Promise<SessionOutcome> {
  const { dataDir } = options;
  const start = startMessage(config);
  const { journal, venue } = openRecords(dataDir, config, markets);
  const session = new Session({
    config,
    journal,
    venue,
    openSandbox: () => Sandbox.start(code, start),
    now: Date.now,
    killSwitch: () => readKillSwitch(dataDir),
  });
  let end: End;
  try {
    venue.recover(journal.messages());
    await session.recover();
    journal.note(
      session.rows > 0 ? `continued after bar ${session.rows - 1}` : "started",
      Date.now(),
    );
    end = await feed(session, venue, { config, markets, ...options });
    await session.reconcile();
  } catch (error) {
    // Whoever has taken the session over owns its orders too.
    const failures = error instanceof FencedError ? [] : await session.cancelOpenOrders();
    end = { state: "halted", reason: [messageOf(error), ...failures].join("; ") };
  }
  await session.close();
  end = conclude(journal, end);
  venue.close();
  return outcomeOf(config, session, end);
}

function openRecords(
  dataDir: string,
  config: SessionConfig,
  markets: readonly Market[],
): { journal: Journal; venue: PaperVenue } {
  const file = journalFile(dataDir, config.sessionId);
  Deno.mkdirSync(dirname(file), { recursive: true });
  const journal = Journal.open(file, JSON.stringify(config), Date.now());
  try {
    const ledger = ledgerFile(dataDir, config.sessionId);
    const { model } = config;
    return { journal, venue: new PaperVenue(ledger, startMessage(config), { model, markets }) };
  } catch (error) {
    const reason = `its venue's ledger cannot be opened: ${messageOf(error)}`;
    conclude(journal, { state: "halted", reason });
    throw new UserError(`Cannot run the session "${config.sessionId}": ${reason}`);
  }
}

/** How a session was left. */
interface End {
  readonly state: SessionState;
  readonly reason: string;
}

interface FeedInput extends RunSessionOptions {
  readonly config: SessionConfig;
  readonly markets: readonly Market[];
}

async function feed(session: Session, venue: PaperVenue, input: FeedInput): Promise<End> {
  const { config, markets, dataDir, speed, signal, onProgress } = input;
  const total = markets.reduce((most, { bars }) => Math.max(most, bars.ts.length), 0);
  const killSwitch = () => readKillSwitch(dataDir);
  const due = pace(speed, config.timeframeMs, () => signal.aborted || killSwitch() !== "");
  for (const row of recordedFeed(markets, config.timeframeMs)) {
    if (session.to !== null && row.ts <= session.to) continue;
    await due(row.ts);
    const killed = killSwitch();
    if (killed !== "") throw new SessionHalt(`the kill switch is on: ${killed}`);
    if (signal.aborted) return { state: "stopped", reason: "stopped by its runner" };
    venue.advance({ row: session.rows, ...row });
    await session.step(row.ts, row.bars);
    if (speed !== Infinity) session.commit();
    onProgress?.(config.sessionId, session.rows, total);
  }
  return { state: "ended", reason: "" };
}

/** Writes down how a session was left, its last rows with it. */
function conclude(journal: Journal, end: End): End {
  try {
    journal.setState(end.state, end.reason, Date.now());
    journal.note(end.reason === "" ? end.state : `${end.state}: ${end.reason}`, Date.now());
    return end;
  } catch (error) {
    const reasons = [end.reason, messageOf(error)].filter((each) => each !== "");
    return { state: "halted", reason: [...new Set(reasons)].join("; ") };
  } finally {
    journal.close();
  }
}

function outcomeOf(config: SessionConfig, session: Session, end: End): SessionOutcome {
  const { orders, account, fills } = session.blotter;
  return {
    sessionId: config.sessionId,
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
    ...end,
  };
}
