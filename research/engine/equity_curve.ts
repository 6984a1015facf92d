import type { Bars } from "../../data/bars.ts";
import type { Account } from "./account.ts";
import type { CashFlows } from "./cash_flows.ts";
import type { Fills } from "./fills.ts";
import type { Rows } from "./rows.ts";

/** An account at the close of each row, in quote currency; columns of equal length. */
export interface EquityCurve {
  /** Cash, plus the value of what is paid in full, plus the unrealised profit of perpetuals. */
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  /** Net market value of all positions at their last closes. */
  readonly exposure: Float64Array;
}

/** All that moved an account, and the bars it was marked by. */
export interface EquityInput {
  /** A fresh one, with the starting cash. */
  readonly account: Account;
  readonly fills: Fills;
  readonly flows: CashFlows;
  readonly rows: Rows;
  /** Of each instrument, as the rows were built from. */
  readonly bars: readonly Bars[];
}

/**
 * The equity of every row: fills and cash flows are booked once more, in order, by the account's own
 * code, and positions are marked at each close. Nothing that is decided depends on it, so it is a
 * loop of its own, at a third of what it would cost within the simulation's.
 */
export function equityCurve(input: EquityInput): EquityCurve {
  const { account, fills, flows, rows, bars } = input;
  const count = rows.length;
  const curve = {
    equity: new Float64Array(count),
    cash: new Float64Array(count),
    exposure: new Float64Array(count),
  };
  const next = new Int32Array(bars.length);
  for (let fill = 0, flow = 0, row = 0; row < count;) {
    for (;;) {
      const due = flow < flows.rows && flows.bar[flow] === row && flows.fillsBefore[flow]! <= fill;
      if (due) account.applyFlow(flows, flow++);
      else if (fill < fills.rows && fills.bar[fill] === row) account.apply(fills, fill++);
      else break;
    }
    const to = Math.min(
      fill < fills.rows ? fills.bar[fill]! : count,
      flow < flows.rows ? flows.bar[flow]! : count,
    );
    // One instrument has a bar in every row: its closes are the marks.
    if (bars.length === 1) holdOne(curve, account, bars[0]!.close, row, to);
    else hold(curve, account, rows, bars, next, row, to);
    row = to;
  }
  return curve;
}

function holdOne(
  { equity, cash, exposure }: EquityCurve,
  account: Account,
  closes: Float64Array,
  from: number,
  to: number,
): void {
  const { cash: held, settled } = account;
  const units = account.units[0]!;
  for (let row = from; row < to; row++) {
    const value = units * closes[row]!;
    equity[row] = settled + value;
    cash[row] = held;
    exposure[row] = value;
  }
}

function hold(
  { equity, cash, exposure }: EquityCurve,
  account: Account,
  rows: Rows,
  bars: readonly Bars[],
  next: Int32Array,
  from: number,
  to: number,
): void {
  const { units, mark, cash: held, settled } = account;
  for (let row = from; row < to; row++) {
    let value = 0;
    for (let i = 0; i < bars.length; i++) {
      if (rows.has(row, i)) mark[i] = bars[i]!.close[next[i]!++]!;
      value += units[i]! * mark[i]!;
    }
    equity[row] = settled + value;
    cash[row] = held;
    exposure[row] = value;
  }
}
