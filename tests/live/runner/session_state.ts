import { DatabaseSync } from "node:sqlite";
import { hashDecisions } from "../../../research/backtest/decision_hash.ts";
import { canonicalDecisions } from "../../../research/engine/mod.ts";
import type { Session } from "../../../live/runner/session.ts";

/** See {@linkcode summaryOf}. */
export interface Summary {
  readonly hash: string;
  readonly equity: number;
  readonly cash: number;
  readonly lots: readonly number[];
  readonly states: readonly number[];
  readonly fillCount: number;
  readonly prices: readonly number[];
}

/** What a session came to, in a form that two sessions can be compared by. */
export function summaryOf({ blotter }: Session): Summary {
  const { orders, account, fills } = blotter;
  return {
    hash: hashDecisions(canonicalDecisions(orders, account)),
    equity: account.equity(),
    cash: account.cash,
    lots: [...account.lots],
    states: [...orders.state.subarray(0, orders.rows)],
    fillCount: fills.rows,
    prices: [...fills.price.subarray(0, fills.rows)],
  };
}

/** Everything durable of a session but its clocks: journal and ledger, row by row. */
export function durableOf(dir: string): Record<string, unknown[]> {
  return {
    inputs: all(`${dir}/journal.sqlite`, "SELECT * FROM inputs ORDER BY row"),
    decisions: all(`${dir}/journal.sqlite`, "SELECT * FROM decisions ORDER BY n"),
    trades: all(`${dir}/journal.sqlite`, "SELECT * FROM trades ORDER BY row, trade_id"),
    asked: all(
      `${dir}/venue.sqlite`,
      "SELECT row, key, client_order_id, text FROM asked ORDER BY n",
    ),
  };
}

/** The rows of a query on a file that may have a writer. */
export function all(file: string, sql: string): Record<string, unknown>[] {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}
