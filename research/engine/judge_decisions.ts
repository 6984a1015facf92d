import { REFUSED } from "./order_state.ts";
import { CHANGE, type Orders, PLACE } from "./orders.ts";
import type { RiskGate } from "./risk_gate.ts";

/**
 * Judges all that was asked for from a place in the log of decisions on, in order, before any of it
 * goes to the venue: orders that may not pass are refused.
 *
 * @param refusedChanges takes the places in the log of changes that may not pass.
 */
export function judgeDecisions(
  orders: Orders,
  gate: RiskGate,
  from: number,
  refusedChanges: Set<number>,
): void {
  for (let i = from; i < orders.decided; i++) {
    const id = orders.decisions[i]!;
    const kind = orders.decisionKind[i]!;
    if (kind === PLACE) {
      const reason = gate.check(id);
      if (reason !== "") orders.move(id, REFUSED, reason);
    } else if (kind === CHANGE) {
      const reason = gate.checkChange(id, orders.changes.get(i)!);
      if (reason === "") continue;
      refusedChanges.add(i);
      orders.noteUnchanged(id, reason);
    }
  }
}
