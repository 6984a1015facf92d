import type { Bars } from "../../../data/bars.ts";
import { Account } from "../account.ts";
import type { CashFlows } from "../cash_flows.ts";
import { type EquityCurve, EquityPen } from "../equity_curve.ts";
import type { FundingRates } from "../funding.ts";
import type { Fills } from "../fills.ts";
import { judgeDecisions } from "../judge_decisions.ts";
import type { TradingRules } from "../listing.ts";
import type { Orders } from "../orders.ts";
import type { ParameterSchema } from "../parameters.ts";
import { RiskGate } from "../risk_gate.ts";
import type { RiskLimits } from "../risk_limits.ts";
import { Rows } from "../rows.ts";
import type { Strategy } from "../strategy.ts";
import type { VenueModel } from "../venue_model.ts";
import { BookDesk } from "./book_desk.ts";
import type { BookFill } from "./book_fills.ts";
import { type BookEvents, TRADE } from "./book_event.ts";
import { bookMark } from "./book_mark.ts";
import { explainFill } from "./explain_fill.ts";
import { LocalBook } from "./local_book.ts";
import type { BookVenue } from "./book_venue.ts";
import { openVenue } from "./open_venue.ts";
import { stepBars, stepTimes } from "./step_bars.ts";
import type { VenueLink } from "./venue_link.ts";
import { carryOut, requestsSince } from "./venue_request.ts";

/** What a simulation on the book runs on. */
export interface BookSimulationInput {
  readonly strategy: Strategy<ParameterSchema>;
  readonly params: Readonly<Record<string, number>>;
  readonly instrument: TradingRules;
  /** The recorded market; its local times are those of the model's feed latency. */
  readonly events: BookEvents;
  /** Length of the run's rows, ms: equity is drawn and daily limits are looked at once each. */
  readonly stepMs: number;
  /** The strategy is asked from this time on, ms; from the first known book where not given. */
  readonly from?: number | undefined;
  readonly cash: number;
  readonly model?: VenueModel | undefined;
  readonly limits?: RiskLimits | undefined;
  /** Funding of a perpetual. */
  readonly funding?: FundingRates | undefined;
  /** Its first place is told the open time of each row, for a watcher in another thread. */
  readonly cell?: Float64Array | undefined;
}

/**
 * One pass of a strategy over a recorded book, event by event: the same orders, risk gate, account and
 * fills as over bars, with the book as the venue.
 *
 * What happens at one time happens in this order: the venue's own events, funding, time limits of
 * orders, requests that arrive, answers that come back, what the strategy sees of the market, its
 * timer, the end of the row. Without latency a request acts before the next event; with it, after all
 * events up to the time it arrives. What the strategy knows of its orders and its position is what has
 * been answered by then.
 */
export class BookSimulation {
  /** Orders, fills and account as the strategy knows them; after the run they are the venue's. */
  readonly orders: Orders;
  readonly fills: Fills;
  readonly account: Account;
  readonly flows: CashFlows;
  readonly rows: Rows;
  /** Row being processed. */
  row = 0;
  /** A path within a bar plays no part. */
  readonly ambiguousBars = 0;
  readonly #input: BookSimulationInput;
  readonly #venue: BookVenue;
  /** Null where nothing is late: the strategy's and the venue's knowledge are one. */
  readonly #link: VenueLink | null;
  readonly #local: LocalBook | null;
  readonly #desk: BookDesk;
  readonly #gate: RiskGate;
  readonly #closes: Float64Array;
  readonly #refusedChanges = new Set<number>();
  #event = 0;
  /** Time of the last event, ms. */
  readonly #lastTs: number;
  #handled = 0;
  #funded = 0;
  /** When the strategy's timer is due, and when the row ends, ms. */
  readonly #due = new Float64Array(2).fill(Infinity);

  /** @throws RangeError for a recording that never shows the whole book, or a strategy not for it. */
  constructor(input: BookSimulationInput) {
    this.#input = input;
    const { instrument, events, stepMs, cash, model = {}, limits = {} } = input;
    const feedLatencyMs = model.book?.feedLatencyMs ?? 0;
    const ts = stepTimes(events, { stepMs, from: input.from ?? -Infinity, feedLatencyMs });
    if (ts.length === 0) {
      throw new RangeError("Cannot run over a book that is never known: it has no snapshot");
    }
    this.#closes = new Float64Array(ts.length);
    this.rows = new Rows([{ ...noBars, ts }], stepMs);
    const { venue, link, orders, fills, account, flows } = openVenue(
      { instrument, events, cash, model },
    );
    this.orders = orders;
    this.fills = fills;
    this.account = account;
    this.flows = flows;
    this.#venue = venue;
    this.#link = link;
    this.#local = feedLatencyMs > 0 ? new LocalBook(events) : null;
    this.#gate = new RiskGate(this, limits);
    this.#desk = new BookDesk(input.strategy, input.params, {
      source: this.#local ?? this.#venue.matcher,
      events,
      account: this.account,
      orders: this.orders,
      exits: limits,
    });
    const { everyMs } = this.#desk;
    const start = Math.max(ts[0]!, input.from ?? -Infinity);
    this.#lastTs = events.ts[events.rows - 1]!;
    this.#setTimer(everyMs < Infinity ? Math.ceil(start / everyMs) * everyMs : Infinity);
    this.#due[ROW_END] = ts[0]! + stepMs - 1;
    if (input.cell !== undefined) input.cell[0] = ts[0]!;
  }

  /**
   * Processes rows up to `to` (all of them by default).
   *
   * @param onProgress called after every 512 rows or so with the rows done.
   */
  run(to: number = this.rows.length, onProgress?: (rows: number) => void): this {
    while (this.row < to) {
      const stop = Math.min(to, this.row + 512);
      while (this.row < stop) this.#step();
      onProgress?.(this.row);
    }
    if (this.row === this.rows.length) this.#finish();
    return this;
  }

  /** Equity and cash at the end of each row, once the simulation has run. */
  curve(): EquityCurve {
    const { cash, model } = this.#input;
    const account = new Account(this.account.listings, cash, model);
    const bars = [{ ...noBars, ts: this.rows.ts, close: this.#closes }];
    return new EquityPen(account, this.fills, this.flows).draw({ rows: this.rows, bars, base: 0 });
  }

  /** The market of the run as bars, one a row, once the simulation has run. */
  bars(): Bars {
    const { events, stepMs } = this.#input;
    const { tick, lot } = this.account.listings[0]!;
    return stepBars(events, this.rows.ts, this.#closes, { stepMs, tick, lot });
  }

  /** What filled orders, in order, as the book has matched it: more than the account may have taken. */
  matchedFills(): BookFill[] {
    const { fills } = this.#venue.matcher;
    return Array.from({ length: fills.rows }, (_, row) => fills.at(row));
  }

  /** Lots of an order that rest in the book, 0 where it does not. */
  resting(id: number): number {
    return this.#venue.matcher.open(id);
  }

  /** Why each fill came about, in one sentence, in the order of the fills. */
  explanations(): string[] {
    const { events } = this.#input;
    const { tick, lot } = this.account.listings[0]!;
    const { fills } = this.#venue.matcher;
    return this.#venue.sources.map((row) =>
      row < 0
        ? "liquidated: a trade reached the liquidation price"
        : explainFill(fills.at(row), { events, tick, lot })
    );
  }

  /** Goes on to the next thing that happens: an event that matters, or a time that has come. */
  #step(): void {
    const due = this.#nextDue();
    const desk = this.#desk;
    const { events } = this.#input;
    const isSeen = this.#local === null;
    const from = this.#event;
    const next = this.#venue.play(from, due, isSeen && desk.seesTrades, isSeen && desk.seesBook);
    if (next === from) return this.#come(due);
    this.#event = next;
    const event = next - 1;
    this.#link?.report({ row: this.row, ts: events.ts[event]! });
    if (isSeen) this.#show(event, events.ts[event]!);
  }

  /** The next time at which something happens beside the venue's events, ms. */
  #nextDue(): number {
    const timed = Math.min(this.#due[TIMER]!, this.#due[ROW_END]!, this.#venue.nextExpiry - 1);
    const arrival = this.#link?.nextArrival ?? Infinity;
    const isAwaited = this.#local !== null && (this.#desk.seesTrades || this.#desk.seesBook);
    const seen = isAwaited && this.#local.nextTs <= this.#lastTs ? this.#local.nextTs : Infinity;
    const funding = this.#input.funding?.ts[this.#funded] ?? Infinity;
    return Math.min(timed, arrival, seen, funding);
  }

  /** A time has come, and all events up to it are over. */
  #come(now: number): void {
    const venue = this.#venue;
    const link = this.#link;
    const { funding } = this.#input;
    if (funding !== undefined && funding.ts[this.#funded]! <= now) {
      const i = this.#funded++;
      venue.fund(funding.rate[i]!, funding.price[i]!, funding.ts[i]!, this.row);
      link?.report({ row: this.row, ts: now });
    }
    if (venue.nextExpiry - 1 <= now) {
      venue.expire(now + 1);
      link?.report({ row: this.row, ts: now });
    }
    link?.arrive(now, this.row);
    this.#see(now);
    if (this.#due[TIMER]! <= now) this.#onTimer(now);
    if (this.#due[ROW_END]! <= now) this.#closeRow(now);
  }

  /** What has come in of a market that is seen late. */
  #see(now: number): void {
    this.#link?.deliver(now);
    const local = this.#local;
    if (local === null) return;
    while (local.nextTs <= now) this.#show(local.step(), now);
  }

  /** Asks the strategy about an event that it has just seen. */
  #show(event: number, now: number): void {
    const desk = this.#desk;
    if (!desk.seesTrades && !desk.seesBook) return;
    if (now < this.rows.ts[0]! || now < (this.#input.from ?? -Infinity)) return;
    const { kind, last } = this.#input.events;
    const isTrade = kind[event] === TRADE;
    const wanted = isTrade ? desk.seesTrades : desk.seesBook && last[event] === 1;
    if (!wanted || !desk.knowsBook) return;
    this.#beforeDecision(now);
    if (isTrade) desk.onTrade(now, this.row);
    else desk.onBook(now, this.row);
    this.#afterDecision(now);
  }

  #onTimer(now: number): void {
    this.#setTimer(this.#due[TIMER]! + this.#desk.everyMs);
    if (!this.#desk.knowsBook) return;
    this.#beforeDecision(now);
    this.#desk.onTimer(now, this.row);
    this.#afterDecision(now);
  }

  /** After the last event nobody knows what the market is. */
  #setTimer(due: number): void {
    this.#due[TIMER] = due <= this.#lastTs ? due : Infinity;
  }

  #beforeDecision(now: number): void {
    this.#link?.deliver(now);
    this.#venue.mark();
    const { book } = this.#local ?? this.#venue.matcher;
    const { account } = this;
    account.mark[0] = bookMark(book, account.listings[0]!.tick, account.mark[0]!);
  }

  /** The gate judges what was asked for; what passes goes to the venue. */
  #afterDecision(now: number): void {
    const { orders } = this;
    if (this.#handled === orders.decided) return;
    judgeDecisions(orders, this.#gate, this.#handled, this.#refusedChanges);
    const requests = requestsSince(orders, this.#handled, this.#refusedChanges);
    this.#handled = orders.decided;
    if (this.#link === null) {
      carryOut(this.#venue, requests, now);
      return;
    }
    this.#link.send(requests, now);
    this.#link.arrive(now, this.row);
  }

  #closeRow(now: number): void {
    const { tick } = this.account.listings[0]!;
    const before = this.#closes[this.row - 1] ?? 0;
    this.#closes[this.row] = bookMark(this.#venue.matcher.book, tick, before);
    this.#beforeDecision(now);
    this.#gate.closeRow(this.rows.ts[this.row]!);
    if (this.#desk.knowsBook) {
      this.#desk.closeRow(now, this.row);
      this.#afterDecision(now);
    }
    this.#venue.beginRow(++this.row);
    const { cell } = this.#input;
    if (cell !== undefined && this.row < this.rows.length) cell[0] = this.rows.ts[this.row]!;
    this.#due[ROW_END]! += this.rows.timeframeMs;
  }

  /** What is on its way back is taken in, so that the records are those of the venue. */
  #finish(): void {
    this.#link?.deliver(Infinity);
    this.account.mark[0] = this.#closes.at(-1)!;
  }
}

const TIMER = 0;
const ROW_END = 1;

const none = new Float64Array(0);
const noBars: Bars = { ts: none, open: none, high: none, low: none, close: none, volume: none };
