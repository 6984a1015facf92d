import type { Bars } from "../../data/bars.ts";
import type { Account } from "./account.ts";
import type { Fills } from "./fills.ts";
import type { Rows } from "./rows.ts";

/** An account at the close of each row, in quote currency; columns of equal length. */
export interface EquityCurve {
  /** Cash plus the market value of all positions at their last closes. */
  readonly equity: Float64Array;
  readonly cash: Float64Array;
}

/**
 * The equity of every row: the fills are booked once more, in order, by the account's own code, and
 * positions are marked at each close. Nothing that is decided depends on it, so it is a loop of its
 * own, at a third of what it would cost within the simulation's.
 *
 * @param account a fresh one, with the starting cash.
 * @param bars of each instrument, as the rows were built from.
 */
export function equityCurve(
  account: Account,
  fills: Fills,
  rows: Rows,
  bars: readonly Bars[],
): EquityCurve {
  const equity = new Float64Array(rows.length);
  const cash = new Float64Array(rows.length);
  const { units, mark } = account;
  const next = new Int32Array(bars.length);
  // One instrument has a bar in every row: its closes are the marks.
  const only = bars.length === 1 ? bars[0]!.close : null;
  let held = account.cash;
  let fill = 0;
  let due = fills.rows > 0 ? fills.bar[0]! : rows.length;
  for (let row = 0; row < rows.length; row++) {
    while (row === due) {
      account.apply(fills, fill++);
      held = account.cash;
      due = fill < fills.rows ? fills.bar[fill]! : rows.length;
    }
    let exposure = 0;
    if (only !== null) exposure = units[0]! * only[row]!;
    else {
      for (let i = 0; i < bars.length; i++) {
        if (rows.has(row, i)) mark[i] = bars[i]!.close[next[i]!++]!;
        exposure += units[i]! * mark[i]!;
      }
    }
    equity[row] = held + exposure;
    cash[row] = held;
  }
  return { equity, cash };
}
