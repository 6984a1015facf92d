import type { Gap } from "../gaps.ts";
import type { Row } from "./check_row.ts";
import { tradeId } from "./cover_trades.ts";

/** The trade that comes before those that are looked at. */
export interface TradeBefore {
  readonly ts: number;
  readonly id: number;
}

/** Finds ids that are missing from trades, for a venue that counts them without holes. */
export class TradeGaps {
  readonly gaps: Gap[] = [];
  #before: TradeBefore | undefined;

  /** Begin a range of trades, after a trade that is held or anywhere. */
  begin(before: TradeBefore | undefined): void {
    this.#before = before;
  }

  /** Look at the next page of it. */
  see(rows: readonly Row[]): void {
    for (const row of rows) {
      const id = tradeId(row);
      const before = this.#before;
      if (before !== undefined && id > before.id + 1) {
        this.gaps.push({ from: before.ts, to: row.ts, missing: id - before.id - 1 });
      }
      this.#before = { ts: row.ts, id };
    }
  }
}
