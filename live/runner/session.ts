import { messageOf } from "../../data/message_of.ts";
import {
  Blotter,
  CANCEL,
  CHANGE,
  type OrderEvent,
  parseDecision,
  REFUSED,
  REQUESTED,
  RiskGate,
  type RowMessage,
  type WireBar,
  type WireDecision,
} from "../../research/engine/mod.ts";
import type { Journal, JournalDecision } from "../journal/journal.ts";
import type { Venue, VenueOrderState } from "../venues/venue.ts";
import { replayRows } from "./replay_rows.ts";
import type { Sandbox } from "./sandbox.ts";
import { type SessionConfig, startMessage } from "./session_config.ts";
import { SessionHalt } from "./session_halt.ts";
import { VenueBook } from "./venue_book.ts";

/** Uncommitted rows without decisions are committed at least this often. */
const COMMIT_MS = 250;

/** Why an order or a change of one never left. */
const KEPT_BACK = "the session halted before it was sent";

/** What a session works with; clock and kill switch are arguments. */
export interface SessionParts {
  readonly config: SessionConfig;
  readonly journal: Journal;
  readonly venue: Venue;
  readonly openSandbox: () => Promise<Sandbox>;
  readonly now: () => number;
  /** The reason where the kill switch is pressed, else "". */
  readonly killSwitch: () => string;
}

/**
 * The host's side of one session. It tells the sandboxed strategy what happened, judges what it asks
 * for by the risk gate, makes every intent durable, and only then sends it to the venue; what the
 * venue did comes from the venue's own records.
 */
export class Session {
  readonly blotter: Blotter;
  /** Rows fed so far. */
  rows = 0;
  /** Open times of the first row and of the last one. */
  from: number | null = null;
  to: number | null = null;
  readonly #parts: SessionParts;
  readonly #gate: RiskGate;
  readonly #book: VenueBook;
  #sandbox: Sandbox | null = null;
  #committed = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.blotter = new Blotter(startMessage(parts.config));
    this.#gate = new RiskGate(this.blotter, parts.config.limits);
    this.#book = new VenueBook(this.blotter, parts.venue, parts.config.sessionId);
  }

  /**
   * Brings the session to where its journal ends, which for a new one is its beginning: the strategy
   * is fed all it saw and must decide the same again, then orders, fills and positions are settled
   * with the venue. Nothing is decided anew before that.
   *
   * @throws SessionHalt where the strategy, the venue and the journal do not agree.
   */
  async recover(): Promise<void> {
    const { journal, openSandbox } = this.#parts;
    // The blotter comes first: whatever fails below, what is open is known and can be cancelled.
    const last = this.#restore();
    this.#sandbox = await openSandbox();
    for await (const [{ ts, decisions }, , reply] of replayRows(journal.rows(), this.#sandbox)) {
      requireSame(reply.decisions, decisions, ts);
    }
    await this.#book.requireSameRecords();
    await this.#settle(last, true);
    if (this.to !== null) await this.#book.collect({ row: this.rows, ts: this.to });
    await this.reconcile();
  }

  /** Feeds one row of bars that have closed. The venue must have moved on by it already. */
  async step(ts: number, bars: readonly WireBar[]): Promise<void> {
    const { journal, now } = this.#parts;
    const row = this.rows;
    if (this.to !== null && ts <= this.to) {
      throw new SessionHalt(`the feed went back in time at ${new Date(ts).toISOString()}`);
    }
    await this.#book.collect({ row, ts });
    const message: RowMessage = { row, ts, events: this.#book.takeEvents(), bars };
    const body = JSON.stringify(message);
    const reply = await this.#sandbox!.step({ message, body });
    this.#enter(row, ts);
    this.blotter.applyBars(message);
    this.#gate.closeRow(ts);
    const decisions = this.#judge(reply.decisions);
    const equity = this.blotter.account.equity();
    journal.append({ row, ts, body, equity, decisions }, this.#book.takeTrades());
    if (decisions.length > 0 || now() - this.#committed >= COMMIT_MS) this.commit();
    await this.#settle(decisions);
  }

  /** Makes everything so far durable. */
  commit(): void {
    const at = this.#parts.now();
    this.#parts.journal.commit(at);
    this.#committed = at;
  }

  /**
   * Asks the venue to cancel all that may still trade, as every halt does.
   *
   * @returns what could not be cancelled, with reasons.
   */
  async cancelOpenOrders(): Promise<string[]> {
    const { orders } = this.blotter;
    const failures: string[] = [];
    for (const id of [...orders.open.subarray(0, orders.openCount)]) {
      try {
        await this.#parts.venue.cancel(this.#book.clientId(id));
      } catch (error) {
        failures.push(`order ${id} may still be open: ${messageOf(error)}`);
      }
    }
    return failures;
  }

  /** Ends the strategy's process. */
  async close(): Promise<void> {
    await this.#sandbox?.kill();
  }

  /** @throws SessionHalt where the venue's positions are not those of the journal. */
  async reconcile(): Promise<void> {
    const theirs = await this.#parts.venue.positions();
    const { lots, listings } = this.blotter.account;
    lots.forEach((own, i) => {
      if (own === theirs[i]) return;
      throw new SessionHalt(
        `the venue holds ${theirs[i]} lots of ${listings[i]!.symbol}, the journal ${own}`,
      );
    });
  }

  /** Rebuilds the blotter from the journal; returns the decisions of its last row. */
  #restore(): readonly JournalDecision[] {
    const { journal } = this.#parts;
    let last: readonly JournalDecision[] = [];
    const told: OrderEvent[] = [];
    for (const { row, ts, body, decisions } of journal.rows()) {
      this.#enter(row, ts);
      const message: RowMessage = JSON.parse(body);
      this.blotter.apply(message);
      told.push(...message.events);
      this.#gate.closeRow(ts);
      for (const { decision } of decisions) this.#parse(decision);
      last = decisions;
    }
    this.#book.restore(told, journal.tradeIds());
    return last;
  }

  #enter(row: number, ts: number): void {
    this.rows = row + 1;
    this.from ??= ts;
    this.to = ts;
  }

  #judge(asked: readonly WireDecision[]): JournalDecision[] {
    const { orders } = this.blotter;
    const first = orders.decided;
    for (const decision of asked) this.#parse(decision);
    return asked.map((decision, i) => {
      const id = orders.decisions[first + i]!;
      const kind = orders.decisionKind[first + i]!;
      if (kind === CANCEL) return { decision, refusal: "" };
      if (kind === CHANGE) {
        return { decision, refusal: this.#gate.checkChange(id, orders.changes.get(first + i)!) };
      }
      const refusal = this.#gate.check(id);
      if (refusal !== "") orders.move(id, REFUSED, refusal);
      return { decision, refusal };
    });
  }

  #parse(asked: WireDecision): void {
    const { orders, account } = this.blotter;
    const now = { row: this.rows - 1, closeTs: this.to! + this.#parts.config.timeframeMs };
    try {
      parseDecision(orders, account, now, asked);
    } catch (error) {
      throw new SessionHalt(`cannot take the strategy's decision: ${messageOf(error)}`);
    }
    const decision = orders.decided - 1;
    const id = orders.decisions[decision]!;
    if (orders.decisionKind[decision] === CHANGE) this.#book.expectChange(decision);
    else this.#book.expectOrder(id);
  }

  /**
   * Sends what passed the gate, once. After a crash the venue's records come first: what has arrived
   * is not sent again, and what has not was never sent. What a halt kept back stays back.
   */
  async #settle(decisions: readonly JournalDecision[], recovering = false): Promise<void> {
    const { orders } = this.blotter;
    const first = orders.decided - decisions.length;
    decisions.forEach(({ refusal }, i) => refusal !== "" && this.#refused(first + i, refusal));
    for (const [i, { decision: [text], refusal }] of decisions.entries()) {
      if (refusal !== "") continue;
      const id = orders.decisions[first + i]!;
      const kind = orders.decisionKind[first + i]!;
      if (kind === CANCEL) await this.#cancel(id);
      else if (kind === CHANGE) await this.#change(id, first + i, text, recovering);
      else await this.#place(id, text, recovering);
    }
  }

  async #place(id: number, text: string, recovering: boolean): Promise<void> {
    const clientId = this.#book.clientId(id);
    const known = recovering ? await this.#parts.venue.order(clientId) : null;
    if (known !== null) return this.#settleOrder(id, known);
    if (recovering && this.#isKeptBack) {
      return this.#happened(["rejected", id, KEPT_BACK]);
    }
    this.#requireLive();
    this.#settleOrder(id, await this.#parts.venue.submit(clientId, text));
  }

  async #change(id: number, decision: number, text: string, recovering: boolean): Promise<void> {
    const { orders } = this.blotter;
    const clientId = this.#book.clientId(id);
    const key = this.#book.changeKey(decision);
    if (recovering && orders.isOpen(id)) {
      const known = await this.#parts.venue.order(clientId);
      if (known !== null) this.#settleOrder(id, known);
    }
    if (!orders.isOpen(id) || this.#book.isChanged(decision)) return;
    if (recovering && this.#isKeptBack) {
      return this.#happened(["unchanged", id, decision, KEPT_BACK]);
    }
    this.#requireLive();
    this.#settleOrder(id, await this.#parts.venue.change(clientId, key, text));
  }

  /** A cancelled entry takes along what was to protect it. */
  async #cancel(entry: number): Promise<void> {
    const { orders } = this.blotter;
    const { venue } = this.#parts;
    if (orders.isOpen(entry)) {
      this.#settleOrder(entry, await venue.cancel(this.#book.clientId(entry)));
    }
    for (const id of [...orders.open.subarray(0, orders.openCount)]) {
      if (orders.parent[id - 1] !== entry || orders.state[id - 1] === REQUESTED) continue;
      const state = await venue.order(this.#book.clientId(id));
      if (state !== null) this.#settleOrder(id, state);
    }
  }

  /** Whether the last row's decisions are those that a halt held back. */
  get #isKeptBack(): boolean {
    return this.#parts.journal.haltedRows === this.rows;
  }

  /** The kill switch is looked at last of all before what may add risk leaves. */
  #requireLive(): void {
    const killed = this.#parts.killSwitch();
    if (killed !== "") throw new SessionHalt(`the kill switch is on: ${killed}`);
  }

  #refused(decision: number, refusal: string): void {
    const { orders } = this.blotter;
    const id = orders.decisions[decision]!;
    if (orders.decisionKind[decision] === CHANGE) {
      return this.#happened(["unchanged", id, decision, refusal]);
    }
    if (orders.isOpen(id)) orders.move(id, REFUSED, refusal);
    this.#book.tell(["refused", id, refusal]);
  }

  #settleOrder(id: number, state: VenueOrderState): void {
    this.#book.settle(id, state, this.#now);
  }

  #happened(event: OrderEvent): void {
    this.#book.happened(event, this.#now);
  }

  /** The row that has been fed last. */
  get #now(): { row: number; ts: number } {
    return { row: this.rows - 1, ts: this.to ?? NaN };
  }
}

function requireSame(
  again: readonly WireDecision[],
  journalled: readonly JournalDecision[],
  ts: number,
): void {
  const same = again.length === journalled.length &&
    again.every(([text], i) => text === journalled[i]!.decision[0]);
  if (same) return;
  throw new SessionHalt(
    `the artefact does not repeat its decisions at ${new Date(ts).toISOString()}`,
  );
}
