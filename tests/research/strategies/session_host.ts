import assert from "node:assert/strict";
import { judgeDecisions } from "../../../research/engine/judge_decisions.ts";
import type { Market, RunModel } from "../../../research/backtest/simulate.ts";
import {
  artefact,
  Blotter,
  CANCEL,
  canonicalDecisions,
  HELD,
  isFinal,
  ORDER_STATES,
  type OrderEvent,
  type ParameterSchema,
  parseDecision,
  REFUSED,
  REQUESTED,
  RiskGate,
  type RowMessage,
  Rows,
  SimulatedVenue,
  type Strategy,
  tradingRulesOf,
  type WireBar,
  WORKING,
} from "../../../research/engine/mod.ts";

/** A session to be hosted. */
export interface HostedSession {
  readonly strategy: Strategy<ParameterSchema>;
  readonly params: Readonly<Record<string, number>>;
  readonly markets: readonly Market[];
  readonly timeframeMs: number;
  readonly model: RunModel;
  /** Rows before which the strategy's process dies and is begun anew from the messages so far. */
  readonly restarts?: readonly number[];
}

/**
 * A live host reduced to its order of events: it sends the strategy's artefact each row as JSON, judges
 * what it decides and fills it on the simulated venue, with all that a backtest has. The
 * strategy knows nothing but its messages; where it dies, a new one is fed all of them and must give
 * the same answers.
 */
export class SessionHost {
  readonly #session: HostedSession;
  readonly #start: string;
  readonly #host: Blotter;
  readonly #venue: SimulatedVenue;
  readonly #gate: RiskGate;
  readonly #log: { readonly message: string; readonly reply: string }[] = [];
  readonly #known: { state: number; quantity: number }[] = [];
  /** Refusals of changes that the strategy does not know of yet. */
  #answers: OrderEvent[] = [];
  /** How many changes of an order it knows of, by id. */
  readonly #changed = new Map<number, number>();
  #fills = 0;
  #flows = 0;

  constructor(session: HostedSession) {
    const { markets, timeframeMs, model } = session;
    const start = {
      instruments: markets.map(({ instrument }) => tradingRulesOf(instrument)),
      timeframeMs,
      cash: model.cash,
      margin: { leverage: model.leverage, marginMode: model.marginMode },
      exits: model.limits ?? {},
      data: markets.map(({ data = {} }) => Object.keys(data)),
    };
    this.#session = session;
    this.#start = JSON.stringify(start);
    this.#host = new Blotter(start);
    const { orders, fills, account } = this.#host;
    this.#venue = new SimulatedVenue(orders, fills, account, model);
    markets.forEach(({ finer, funding }, i) => {
      if (finer) this.#venue.drillDown(i, finer);
      if (funding) this.#venue.payFunding(i, funding);
    });
    this.#gate = new RiskGate(this.#host, model.limits);
  }

  /** Runs to the end; decisions in canonical form, and equity at each row's close. */
  run(): { readonly decisions: string; readonly equity: readonly number[] } {
    const { markets, timeframeMs, restarts = [] } = this.#session;
    const rows = new Rows(markets.map(({ bars }) => bars), timeframeMs);
    const next = markets.map(() => 0);
    const equity: number[] = [];
    let decide = this.#begin();
    for (let row = 0; row < rows.length; row++) {
      if (restarts.includes(row)) decide = this.#begin();
      const ts = rows.ts[row]!;
      const bars = markets.flatMap(({ bars, data = {} }, i): WireBar[] => {
        if (!rows.has(row, i)) return [];
        const at = next[i]!++;
        const { open, high, low, close, volume } = bars;
        const beside = Object.values(data).map((column) => column![at]!);
        return [[i, open[at]!, high[at]!, low[at]!, close[at]!, volume[at]!, beside]];
      });
      this.#venue.delist(ts, row);
      for (const bar of bars) {
        this.#host.pushBar(ts, bar);
        this.#venue.match(bar[0], this.#host.series[bar[0]]!, row);
        this.#host.markBar(bar);
      }
      this.#venue.delist(ts + timeframeMs, row);
      equity.push(this.#host.account.equity());
      this.#gate.closeRow(ts);
      const message = JSON.stringify({ row, ts, events: this.#collect(), bars });
      const reply = decide(message);
      this.#log.push({ message, reply });
      this.#judge(row, ts, reply);
    }
    const { orders, account } = this.#host;
    return { decisions: canonicalDecisions(orders, account), equity };
  }

  /** Opens the artefact and feeds it all that there was; what it answers must be what it answered. */
  #begin(): (message: string) => string {
    const { strategy, params } = this.#session;
    const step = artefact(strategy, params).open(JSON.parse(this.#start));
    const decide = (message: string) => JSON.stringify(step(JSON.parse(message) as RowMessage));
    for (const { message, reply } of this.#log) assert.equal(decide(message), reply);
    return decide;
  }

  #judge(row: number, ts: number, reply: string): void {
    const { orders, account } = this.#host;
    const first = orders.decided;
    const now = { row, closeTs: ts + this.#session.timeframeMs };
    for (const decision of JSON.parse(reply).decisions) {
      parseDecision(orders, account, now, decision);
    }
    const refused = new Set<number>();
    judgeDecisions(orders, this.#gate, first, refused);
    for (let i = first; i < orders.decided; i++) {
      const id = orders.decisions[i]!;
      const change = orders.changes.get(i);
      if (orders.decisionKind[i] === CANCEL) this.#venue.cancel(id, now.closeTs);
      else if (change === undefined) {
        if (orders.state[id - 1] === REQUESTED) this.#venue.submit(id);
      } else if (refused.has(i)) {
        const reason = orders.reasons.get(id) ?? "";
        this.#answers.push(["unchanged", id, i, reason.replace("not changed: ", "")]);
      } else this.#venue.change(id, change, now.closeTs);
    }
  }

  /** What became of changes, what moved the account since the row before, what became of the orders. */
  #collect(): OrderEvent[] {
    const { orders, fills } = this.#host;
    const { flows, carriedOut } = this.#venue;
    const events: OrderEvent[] = this.#answers;
    this.#answers = [];
    for (const [id, changes] of carriedOut) {
      for (const change of changes.slice(this.#changed.get(id) ?? 0)) {
        const [decision] = [...orders.changes].find(([, each]) => each === change)!;
        events.push(["changed", id, decision]);
      }
      this.#changed.set(id, changes.length);
    }
    while (this.#fills < fills.rows || this.#flows < flows.rows) {
      const isFlow = this.#flows < flows.rows && flows.fillsBefore[this.#flows]! <= this.#fills;
      events.push(isFlow ? this.#flow(this.#flows++) : this.#fill(this.#fills++));
    }
    for (let id = 1; id <= orders.rows; id++) events.push(...this.#changes(id));
    return events;
  }

  #flow(row: number): OrderEvent {
    const { instrument, amount, rate, price } = this.#venue.flows;
    return this.#venue.flows.isFunding(row)
      ? ["funding", instrument[row]!, amount[row]!, rate[row]!, price[row]!]
      : ["insurance", instrument[row]!, amount[row]!, price[row]!];
  }

  #fill(row: number): OrderEvent {
    const { orderId, instrument, lots, price, fee, slippage } = this.#host.fills;
    const id = orderId[row]!;
    return id > 0
      ? ["fill", id, lots[row]!, price[row]!, fee[row]!, slippage[row]!]
      : ["taken", instrument[row]!, id, lots[row]!, price[row]!, fee[row]!];
  }

  #changes(id: number): OrderEvent[] {
    const { orders } = this.#host;
    const at = id - 1;
    const known = this.#known[at] ?? { state: REQUESTED, quantity: NaN };
    const state = orders.state[at]!;
    const quantity = orders.quantity[at]!;
    const events: OrderEvent[] = [];
    if (isFinal(known.state)) return events;
    const isChild = orders.parent[at]! > 0;
    const isAccepted = state !== REFUSED && ORDER_STATES[state] !== "rejected";
    if (known.state === REQUESTED && isAccepted) events.push([isChild ? "held" : "working", id]);
    const isReleased = isChild && !Object.is(known.quantity, quantity);
    if (isReleased) events.push(["released", id, quantity]);
    const name = ORDER_STATES[state]!;
    if (name === "filled") events.push([name, id]);
    else if (isFinal(state)) {
      events.push([name, id, orders.reasons.get(id) ?? ""] as OrderEvent);
    } else assert.ok(state === WORKING || state === HELD);
    this.#known[at] = { state, quantity };
    return events;
  }
}
