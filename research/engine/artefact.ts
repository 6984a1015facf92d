import { Blotter } from "./blotter.ts";
import { canonicalDecision } from "./canonical.ts";
import { PLACE } from "./orders.ts";
import { bindParameters, type ParameterSchema } from "./parameters.ts";
import type { RowMessage, RowReply, StartMessage, WireDecision } from "./protocol.ts";
import type { Strategy } from "./strategy.ts";
import { TradingFloor } from "./trading_floor.ts";

/** What a promoted module exports: a strategy with its parameters, ready to be run. */
export interface Artefact {
  readonly strategy: Strategy<ParameterSchema>;
  readonly params: Readonly<Record<string, number>>;
  /** Opens a session; each row that it is given answers with the decisions made on it. */
  open(start: StartMessage): (message: RowMessage) => RowReply;
}

/** Binds a strategy to its parameters; the entry of every bundled artefact calls it. */
export function artefact(
  strategy: Strategy<ParameterSchema>,
  given: Readonly<Record<string, number>>,
): Artefact {
  const params = bindParameters(strategy.parameters, given);
  return { strategy, params, open: (start) => openSession(strategy, params, start) };
}

function openSession(
  strategy: Strategy<ParameterSchema>,
  params: Readonly<Record<string, number>>,
  start: StartMessage,
): (message: RowMessage) => RowReply {
  const blotter = new Blotter(start);
  const { orders, account } = blotter;
  const floor = new TradingFloor(strategy, params, {
    ...blotter,
    cash: start.cash,
    margin: start.margin ?? {},
    exits: start.exits ?? {},
  });
  return (message) => {
    const first = orders.decided;
    blotter.apply(message);
    floor.open();
    for (const [instrument] of message.bars) floor.decide(instrument, message.row);
    floor.decideRow();
    const decisions: WireDecision[] = [];
    for (let i = first; i < orders.decided; i++) {
      const id = orders.decisions[i]!;
      const why = orders.decisionKind[i] === PLACE ? orders.why[id - 1]! : "";
      decisions.push([canonicalDecision(orders, account, i), why]);
    }
    return { row: message.row, decisions };
  };
}
