import { DatabaseSync, type StatementSync } from "node:sqlite";
import { messageOf } from "../../data/message_of.ts";
import { UserError } from "../../data/user_error.ts";
import type { RowMessage, WireDecision } from "../../research/engine/mod.ts";
import { readRows } from "./read_rows.ts";
import type { SessionState } from "./session_view.ts";

/** A decision with what the host made of it before anything was sent. */
export interface JournalDecision {
  readonly decision: WireDecision;
  /** Why the risk gate refused it; "" where it passed. */
  readonly refusal: string;
}

/** One row of a session: the message as the strategy saw it, and what it decided. */
export interface JournalRow {
  readonly row: number;
  readonly ts: number;
  readonly body: string;
  /** At the close of the row, in quote currency. */
  readonly equity: number;
  readonly decisions: readonly JournalDecision[];
}

/** A trade that was booked. */
export interface JournalTrade {
  readonly tradeId: string;
  readonly orderId: number;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS session (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1), config TEXT NOT NULL, started INTEGER NOT NULL,
  updated INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL, epoch INTEGER NOT NULL,
  halted_rows INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS inputs (
  row INTEGER PRIMARY KEY, ts INTEGER NOT NULL, body TEXT NOT NULL, equity REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS decisions (
  n INTEGER PRIMARY KEY, row INTEGER NOT NULL, text TEXT NOT NULL, why TEXT NOT NULL,
  refusal TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS decisions_by_row ON decisions (row);
CREATE TABLE IF NOT EXISTS trades (
  trade_id TEXT PRIMARY KEY, row INTEGER NOT NULL, order_id INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS notes (
  n INTEGER PRIMARY KEY, at INTEGER NOT NULL, text TEXT NOT NULL
) STRICT;
`;

/** Another runner has taken the session over: this one must send nothing more, not even cancels. */
export class FencedError extends Error {}

/**
 * The append-only log of one session, in SQLite: every message that the strategy saw, every decision
 * it made, every trade that was booked. It has one writer; a decision is durable once
 * {@linkcode Journal.commit} has returned, and nothing is sent before that.
 */
export class Journal {
  readonly #db: DatabaseSync;
  readonly #epoch: number;
  readonly #input: StatementSync;
  readonly #decision: StatementSync;
  readonly #trade: StatementSync;
  readonly #touch: StatementSync;
  #open = false;

  private constructor(db: DatabaseSync, epoch: number) {
    this.#db = db;
    this.#epoch = epoch;
    this.#input = db.prepare("INSERT INTO inputs (row, ts, body, equity) VALUES (?, ?, ?, ?)");
    this.#decision = db.prepare(
      "INSERT INTO decisions (row, text, why, refusal) VALUES (?, ?, ?, ?)",
    );
    this.#trade = db.prepare("INSERT INTO trades (trade_id, row, order_id) VALUES (?, ?, ?)");
    this.#touch = db.prepare("UPDATE session SET updated = ? WHERE epoch = ?");
  }

  /**
   * Opens a session's journal for writing, creating it where there is none. Each opening raises the
   * epoch, which fences off any writer from before.
   *
   * @param path the file, or ":memory:".
   * @param config the session's configuration as JSON; kept from the first opening on.
   * @throws UserError where it cannot be written.
   */
  static open(path: string, config: string, now: number): Journal {
    try {
      const db = new DatabaseSync(path, { timeout: 5_000 });
      db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
      db.exec(SCHEMA);
      const { epoch } = db.prepare(
        "INSERT INTO session VALUES (1, ?, ?, ?, 'running', '', 1, NULL) ON CONFLICT DO UPDATE " +
          "SET epoch = epoch + 1, state = 'running', reason = '' RETURNING epoch",
      ).get(config, now, now) as { epoch: number };
      return new Journal(db, epoch);
    } catch (error) {
      const reason = messageOf(error);
      throw new UserError(`Cannot open the journal "${path}" for writing: ${reason}`);
    }
  }

  /** The session's configuration as JSON. */
  get config(): string {
    return (this.#db.prepare("SELECT config FROM session").get() as { config: string }).config;
  }

  /** How many rows there were when the session last halted; null where it never did. */
  get haltedRows(): number | null {
    const { halted_rows: rows } = this.#db.prepare("SELECT halted_rows FROM session").get()!;
    return rows as number | null;
  }

  /**
   * Adds a row with its decisions; durable from the next commit on.
   *
   * @param trades those behind the fills that the row's message tells of.
   * @throws Error where the disk refuses; nothing that was not committed is kept then.
   */
  append(
    { row, ts, body, equity, decisions }: JournalRow,
    trades: readonly JournalTrade[] = [],
  ): void {
    this.#write(() => {
      this.#input.run(row, ts, body, equity);
      for (const { decision: [text, why], refusal } of decisions) {
        this.#decision.run(row, text, why, refusal);
      }
      for (const { tradeId, orderId } of trades) this.#trade.run(tradeId, row, orderId);
    });
  }

  /**
   * Makes everything appended durable.
   *
   * @throws Error where another writer has taken the session over, or the disk refuses.
   */
  commit(now: number): void {
    this.#write(() => {
      if (this.#touch.run(now, this.#epoch).changes !== 1) {
        throw new FencedError("another runner has taken the session over");
      }
      this.#db.exec("COMMIT");
      this.#open = false;
    });
  }

  /** Notes a start, a recovery or a halt for people to read. Durable at once. */
  note(text: string, now: number): void {
    const insert = this.#db.prepare("INSERT INTO notes (at, text) VALUES (?, ?)");
    this.#write(() => insert.run(now, text));
    this.commit(now);
  }

  /** Sets where the session stands. Durable at once. */
  setState(state: SessionState, reason: string, now: number): void {
    const update = this.#db.prepare(
      "UPDATE session SET state = :state, reason = :reason, halted_rows = CASE :state " +
        "WHEN 'halted' THEN (SELECT count(*) FROM inputs) ELSE halted_rows END",
    );
    this.#write(() => update.run({ state, reason }));
    this.commit(now);
  }

  /** The rows so far, in order, with their decisions. */
  rows(): Generator<JournalRow> {
    return readRows(this.#db);
  }

  /** The messages so far, in order, as the strategy saw them. */
  *messages(): Generator<RowMessage> {
    for (const { body } of this.#db.prepare("SELECT body FROM inputs ORDER BY row").iterate()) {
      yield JSON.parse(String(body));
    }
  }

  /** Ids of the records booked so far, in that order. */
  tradeIds(): Set<string> {
    const rows = this.#db.prepare("SELECT trade_id FROM trades ORDER BY rowid").all();
    return new Set(rows.map(({ trade_id }) => String(trade_id)));
  }

  close(): void {
    if (this.#open) this.#rollBack();
    this.#db.close();
  }

  /** Writes within the open transaction; a failure takes back all of it, so no row is kept in part. */
  #write(act: () => void): void {
    try {
      if (!this.#open) this.#db.exec("BEGIN IMMEDIATE");
      this.#open = true;
      act();
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  #rollBack(): void {
    this.#open = false;
    try {
      this.#db.exec("ROLLBACK");
    } catch {
      // SQLite has taken it back already, or none had begun.
    }
  }
}
