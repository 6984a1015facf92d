import type { Bars } from "../../data/bars.ts";
import type { Account, SavedAccount } from "./account.ts";
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

/** The rows to draw, and the bars that they were built from. */
export interface DrawnRows {
  readonly rows: Rows;
  readonly bars: readonly Bars[];
  /** Row of the run that the first of them is. */
  readonly base: number;
}

/**
 * Draws the equity of every row: fills and cash flows are booked once more, in order, by the account's
 * own code, and positions are marked at each close. Nothing that is decided depends on it, so it is a
 * loop of its own, at a third of what it would cost within the simulation's.
 */
export class EquityPen {
  readonly #account: Account;
  readonly #fills: Fills;
  readonly #flows: CashFlows;
  #fill = 0;
  #flow = 0;

  /** @param account a fresh one, with the starting cash. */
  constructor(account: Account, fills: Fills, flows: CashFlows) {
    this.#account = account;
    this.#fills = fills;
    this.#flows = flows;
  }

  /** Goes on from an account to which all fills and flows so far have been booked. */
  resume(saved: SavedAccount): this {
    this.#account.restore(saved);
    this.#fill = this.#fills.rows;
    this.#flow = this.#flows.rows;
    return this;
  }

  /** Draws the rows that follow those drawn so far; their fills and flows must be known. */
  draw({ rows, bars, base }: DrawnRows): EquityCurve {
    const count = rows.length;
    const curve = {
      equity: new Float64Array(count),
      cash: new Float64Array(count),
      exposure: new Float64Array(count),
    };
    const next = new Int32Array(bars.length);
    for (let row = 0; row < count;) {
      const to = Math.min(count, this.#book(base + row) - base);
      // One instrument has a bar in every row: its closes are the marks.
      if (bars.length === 1) holdOne(curve, this.#account, bars[0]!.close, row, to);
      else hold(curve, this.#account, rows, bars, next, row, to);
      row = to;
    }
    return curve;
  }

  /** Books all up to a row of the run; returns the next row on which something happens. */
  #book(row: number): number {
    const fills = this.#fills;
    const flows = this.#flows;
    for (;;) {
      const fillRow = this.#fill < fills.rows ? fills.bar[this.#fill]! : Infinity;
      const flowRow = this.#flow < flows.rows ? flows.bar[this.#flow]! : Infinity;
      if (flowRow <= row && flows.fillsBefore[this.#flow]! <= this.#fill) {
        this.#account.applyFlow(flows, this.#flow++);
      } else if (fillRow <= row) this.#account.apply(fills, this.#fill++);
      else return Math.min(fillRow, flowRow);
    }
  }
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
