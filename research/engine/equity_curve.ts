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
  const count = rows.length;
  const curve = { equity: new Float64Array(count), cash: new Float64Array(count) };
  const next = new Int32Array(bars.length);
  for (let fill = 0, row = 0; row < count;) {
    while (fill < fills.rows && fills.bar[fill] === row) account.apply(fills, fill++);
    const until = fill < fills.rows ? fills.bar[fill]! : count;
    // One instrument has a bar in every row: its closes are the marks.
    if (bars.length === 1) {
      holdOne(curve, account.cash, account.units[0]!, bars[0]!.close, row, until);
    } else hold(curve, account, rows, bars, next, row, until);
    row = until;
  }
  return curve;
}

function holdOne(
  { equity, cash }: EquityCurve,
  held: number,
  units: number,
  closes: Float64Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) {
    equity[row] = held + units * closes[row]!;
    cash[row] = held;
  }
}

function hold(
  { equity, cash }: EquityCurve,
  account: Account,
  rows: Rows,
  bars: readonly Bars[],
  next: Int32Array,
  from: number,
  to: number,
): void {
  const { units, mark, cash: held } = account;
  for (let row = from; row < to; row++) {
    let exposure = 0;
    for (let i = 0; i < bars.length; i++) {
      if (rows.has(row, i)) mark[i] = bars[i]!.close[next[i]!++]!;
      exposure += units[i]! * mark[i]!;
    }
    equity[row] = held + exposure;
    cash[row] = held;
  }
}
