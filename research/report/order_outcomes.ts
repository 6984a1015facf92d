import type { OrderRow } from "../backtest/order_row.ts";

/** What became of a run's orders. */
export interface OrderOutcomes {
  readonly total: number;
  /** How many ended in each state, states that none ended in left out. */
  readonly states: readonly { readonly state: OrderRow["state"]; readonly count: number }[];
  /** Why orders were refused or rejected, the most frequent reason first. */
  readonly refusals: readonly Refusal[];
}

/** Orders that were turned down for one reason; reasons that differ in figures only count as one. */
export interface Refusal {
  readonly state: "refused" | "rejected";
  /** As the first of them was told. */
  readonly reason: string;
  readonly count: number;
}

/** All states, in the order in which they are told. */
const STATES: Readonly<Record<OrderRow["state"], true>> = {
  filled: true,
  requested: true,
  held: true,
  working: true,
  cancelled: true,
  expired: true,
  refused: true,
  rejected: true,
};

/** Counts orders by state, and those that were turned down by reason. */
export function orderOutcomes(orders: readonly OrderRow[]): OrderOutcomes {
  const refusals = new Map<string, { -readonly [K in keyof Refusal]: Refusal[K] }>();
  const counts = new Map<OrderRow["state"], number>();
  for (const { state, reason } of orders) {
    counts.set(state, (counts.get(state) ?? 0) + 1);
    if (state !== "refused" && state !== "rejected") continue;
    const kind = state + withoutFigures(reason ?? "");
    const known = refusals.get(kind);
    if (known) known.count++;
    else refusals.set(kind, { state, reason: reason ?? "no reason given", count: 1 });
  }
  return {
    total: orders.length,
    states: (Object.keys(STATES) as OrderRow["state"][]).flatMap((state) => {
      const count = counts.get(state);
      return count === undefined ? [] : [{ state, count }];
    }),
    refusals: [...refusals.values()].sort((a, b) => b.count - a.count),
  };
}

function withoutFigures(reason: string): string {
  return reason.replaceAll(/\d[\d,]*(\.\d+)?/g, "");
}
