import { type OrderRow, orderRows } from "../../research/backtest/order_row.ts";
import { Blotter, liquidationPrice, parseDecision, PLACE } from "../../research/engine/mod.ts";
import { stepValue } from "../../research/engine/step.ts";
import { type SessionConfig, startMessage } from "../runner/session_config.ts";
import { openForReading } from "../runner/session_store.ts";
import { readRows } from "./read_rows.ts";
import type { PositionView, SessionFill, SessionPayment } from "./session_view.ts";

/** A note of the runner's. */
interface Note {
  readonly at: number;
  readonly text: string;
}

/**
 * A session's state as its journal tells it, kept up to date by reading only what is new. Pages read
 * it; it never writes.
 */
export class SessionReplica {
  readonly blotter: Blotter;
  readonly ts: number[] = [];
  readonly equity: number[] = [];
  notes: readonly Note[] = [];
  /** Ids of the venue's records, of fills and payments together, in the order of their booking. */
  readonly #recordIds: string[] = [];
  readonly #config: SessionConfig;
  readonly #dataDir: string;
  /** What the gate refused of the last row's orders, by id; the next row's message tells the blotter. */
  #refused = new Map<number, string>();

  constructor(dataDir: string, config: SessionConfig) {
    this.#dataDir = dataDir;
    this.#config = config;
    this.blotter = new Blotter(startMessage(config));
  }

  /** Reads what the journal has gained. */
  refresh(): this {
    const { orders, account } = this.blotter;
    const { sessionId, timeframeMs } = this.#config;
    const db = openForReading(this.#dataDir, sessionId);
    try {
      for (const { row, ts, body, equity, decisions } of readRows(db, this.ts.length)) {
        this.blotter.apply(JSON.parse(body));
        const now = { row, closeTs: ts + timeframeMs };
        this.#refused = new Map();
        for (const { decision, refusal } of decisions) {
          parseDecision(orders, account, now, decision);
          const placed = orders.decisionKind[orders.decided - 1] === PLACE;
          if (refusal !== "" && placed) this.#refused.set(orders.rows, refusal);
        }
        this.ts.push(ts);
        this.equity.push(equity);
      }
      const booked = db.prepare("SELECT trade_id FROM trades ORDER BY rowid LIMIT -1 OFFSET ?");
      for (const { trade_id } of booked.all(this.#recordIds.length)) {
        this.#recordIds.push(String(trade_id));
      }
      this.notes = db.prepare("SELECT at, text FROM notes ORDER BY n").all() as unknown as Note[];
    } finally {
      db.close();
    }
    return this;
  }

  get positions(): PositionView[] {
    const { account } = this.blotter;
    return account.listings.map(({ symbol }, i) => {
      const quantity = account.units[i]!;
      const [entryPrice, mark] = [account.entryPrice[i]!, account.mark[i]!];
      const unrealised = quantity * (mark - entryPrice);
      const level = liquidationPrice(account, i);
      return {
        ...{ symbol, quantity, entryPrice, mark, value: quantity * mark, unrealised },
        liquidationPrice: level > 0 ? level : null,
      };
    });
  }

  get orders(): OrderRow[] {
    const { orders, account } = this.blotter;
    return orderRows(orders, account).map((order) => {
      const reason = this.#refused.get(order.id);
      return reason === undefined ? order : { ...order, state: "refused", reason };
    });
  }

  get fills(): SessionFill[] {
    const { fills, flows, account } = this.blotter;
    let paid = 0;
    return Array.from({ length: fills.rows }, (_, i) => {
      while (paid < flows.rows && flows.fillsBefore[paid]! <= i) paid++;
      const { symbol, lot } = account.listings[fills.instrument[i]!]!;
      return {
        tradeId: this.#recordIds[i + paid]!,
        ts: fills.ts[i]!,
        orderId: fills.orderId[i]!,
        symbol,
        side: fills.side[i]! > 0 ? "buy" as const : "sell" as const,
        quantity: stepValue(lot, fills.lots[i]!),
        price: fills.price[i]!,
        fee: fills.fee[i]!,
      };
    });
  }

  get payments(): SessionPayment[] {
    const { flows, account } = this.blotter;
    return Array.from({ length: flows.rows }, (_, i) => {
      const isFunding = flows.isFunding(i);
      return {
        ts: flows.ts[i]!,
        symbol: account.listings[flows.instrument[i]!]!.symbol,
        kind: isFunding ? "funding" as const : "insurance" as const,
        amount: flows.amount[i]!,
        rate: isFunding ? flows.rate[i]! : null,
        price: flows.price[i]!,
      };
    });
  }
}
