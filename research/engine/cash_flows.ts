import { type Column, Columns } from "./columns.ts";

/** A payment of funding on a perpetual. */
export const FUNDING_FLOW = 0;
/** What the venue's insurance fund pays where a liquidation loses more than the margin. */
export const INSURANCE_FLOW = 1;

/** Cash that came or went other than by a fill, one row a payment, in time order. */
export class CashFlows extends Columns {
  /** When it was paid, ms. */
  ts = new Float64Array(16);
  /** Row of the run. */
  bar = new Int32Array(16);
  instrument = new Int32Array(16);
  kind = new Uint8Array(16);
  /** Quote currency; below 0 where the account paid. */
  amount = new Float64Array(16);
  /** Funding rate, a fraction of notional; NaN for other kinds. */
  rate = new Float64Array(16);
  /** Price that the notional was taken at. */
  price = new Float64Array(16);
  /** Fills that were booked before it: the order in which sums are formed is part of the result. */
  fillsBefore = new Int32Array(16);

  constructor() {
    super(16);
  }

  /** Adds a row and returns it. */
  add(
    ts: number,
    bar: number,
    instrument: number,
    kind: number,
    amount: number,
    rate: number,
    price: number,
    fillsBefore: number,
  ): number {
    const row = this.addRow();
    this.ts[row] = ts;
    this.bar[row] = bar;
    this.instrument[row] = instrument;
    this.kind[row] = kind;
    this.amount[row] = amount;
    this.rate[row] = rate;
    this.price[row] = price;
    this.fillsBefore[row] = fillsBefore;
    return row;
  }

  /** Whether a row is a payment of funding. */
  isFunding(row: number): boolean {
    return this.kind[row] === FUNDING_FLOW;
  }

  protected override replaceColumns(put: <T extends Column>(name: string, column: T) => T): void {
    this.ts = put("ts", this.ts);
    this.bar = put("bar", this.bar);
    this.instrument = put("instrument", this.instrument);
    this.kind = put("kind", this.kind);
    this.amount = put("amount", this.amount);
    this.rate = put("rate", this.rate);
    this.price = put("price", this.price);
    this.fillsBefore = put("fillsBefore", this.fillsBefore);
  }
}
