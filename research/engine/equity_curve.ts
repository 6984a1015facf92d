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
  const curve = { equity: new Float64Array(rows.length), cash: new Float64Array(rows.length) };
  const closes = bars.map(({ close }) => close);
  const next = new Int32Array(bars.length);
  let row = 0;
  for (let fill = 0; fill < fills.rows; fill++) {
    const bar = fills.bar[fill]!;
    if (bar > row) hold(curve, account, rows, closes, next, row, bar);
    row = bar;
    account.apply(fills, fill);
  }
  hold(curve, account, rows, closes, next, row, rows.length);
  return curve;
}

/** Marks positions that stay as they are at the closes of the rows `from` to `to`, exclusive. */
function hold(
  curve: EquityCurve,
  account: Account,
  rows: Rows,
  closes: readonly Float64Array[],
  next: Int32Array,
  from: number,
  to: number,
): void {
  const { equity, cash: cashes } = curve;
  const { mark, units, cash } = account;
  const { gaps } = rows;
  for (let row = from; row < to; row++) {
    let exposure = 0;
    for (let i = 0; i < closes.length; i++) {
      if (!gaps || rows.has(row, i)) mark[i] = closes[i]![next[i]!++]!;
      exposure += units[i]! * mark[i]!;
    }
    equity[row] = cash + exposure;
    cashes[row] = cash;
  }
}
