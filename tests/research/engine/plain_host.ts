import type { Bars } from "../../../data/bars.ts";
import {
  type Artefact,
  Blotter,
  CANCEL,
  canonicalDecisions,
  FILLED,
  type OrderEvent,
  parseDecision,
  REFUSED,
  REJECTED,
  RiskGate,
  type RiskLimits,
  type RowMessage,
  SimulatedVenue,
  type TradingRules,
  type WireBar,
} from "../../../research/engine/mod.ts";

/** What a session of the plain host runs with. */
export interface HostedRun {
  readonly artefact: Artefact;
  readonly instruments: readonly TradingRules[];
  readonly bars: readonly Bars[];
  readonly timeframeMs: number;
  readonly cash: number;
  readonly limits?: RiskLimits;
}

/**
 * A live host reduced to its order of events: it sends an artefact rows as JSON, reads its decisions
 * back, judges them and fills them on the simulated venue. It keeps no bar that it has not sent.
 */
export function hostRun(run: HostedRun): { decisions: string; equity: number[] } {
  const start = JSON.parse(JSON.stringify(run));
  const decide = run.artefact.open(start);
  const host = new Blotter(start);
  const { orders, fills, account } = host;
  const venue = new SimulatedVenue(orders, fills, account);
  const gate = new RiskGate(host, run.limits);
  const equity: number[] = [];
  let events: OrderEvent[] = [];

  const times = [...new Set(run.bars.flatMap(({ ts }) => [...ts]))].sort((a, b) => a - b);
  const next = run.bars.map(() => 0);
  times.forEach((ts, row) => {
    const bars = run.bars.flatMap((each, i): WireBar[] => {
      const at = next[i]!;
      if (each.ts[at] !== ts) return [];
      next[i] = at + 1;
      const { open, high, low, close, volume } = each;
      return [[i, open[at]!, high[at]!, low[at]!, close[at]!, volume[at]!]];
    });
    host.applyBars({ ts, bars });
    for (const [i] of bars) events.push(...match(host, venue, i, row));
    equity.push(account.equity());
    gate.closeRow(ts);
    const message: RowMessage = { row, ts, events, bars };
    const reply = decide(JSON.parse(JSON.stringify(message)));
    events = [];
    const first = orders.decided;
    const now = { row, closeTs: ts + run.timeframeMs };
    for (const decision of reply.decisions) parseDecision(orders, account, now, decision);
    for (let i = first; i < orders.decided; i++) {
      const id = orders.decisions[i]!;
      if (orders.decisionKind[i] === CANCEL) {
        if (venue.cancel(id, now.closeTs)) events.push(["cancelled", id, ""]);
        continue;
      }
      const reason = gate.check(id);
      if (reason === "") venue.submit(id);
      else orders.move(id, REFUSED, reason);
      events.push(reason === "" ? ["working", id] : ["refused", id, reason]);
    }
  });
  return { decisions: canonicalDecisions(orders, account), equity };
}

function match(
  { orders, fills, series }: Blotter,
  venue: SimulatedVenue,
  i: number,
  row: number,
): OrderEvent[] {
  const open = [...orders.open.subarray(0, orders.openCount)];
  const before = fills.rows;
  venue.match(i, series[i]!, row);
  const events: OrderEvent[] = [];
  for (let fill = before; fill < fills.rows; fill++) {
    const { orderId, lots, price, fee, slippage } = fills;
    events.push(["fill", orderId[fill]!, lots[fill]!, price[fill]!, fee[fill]!, slippage[fill]!]);
    events.push(["filled", orderId[fill]!]);
  }
  for (const id of open) {
    if (orders.state[id - 1] === REJECTED) events.push(["rejected", id, orders.reasons.get(id)!]);
    else if (orders.state[id - 1] !== FILLED) assertOpen(orders.isOpen(id));
  }
  return events;
}

function assertOpen(isOpen: boolean): void {
  if (!isOpen) throw new Error("an order closed without a fill or a rejection");
}
