import { type Column, Columns } from "./columns.ts";

/** In place of an order's id: the venue took the position over for want of margin. */
export const LIQUIDATION = 0;
/** In place of an order's id: the instrument was delisted and the position settled. */
export const DELISTING = -1;

/** Every fill of one account as columns, one row a fill, in time order. */
export class Fills extends Columns {
  /** Open time of the bar that filled it, ms. */
  ts = new Float64Array(64);
  /** Row of the run. */
  bar = new Int32Array(64);
  /** The order that it fills; LIQUIDATION or DELISTING for what the venue did by itself. */
  orderId = new Int32Array(64);
  instrument = new Int32Array(64);
  /** +1 bought, −1 sold. */
  side = new Int32Array(64);
  /** Whole lots. */
  lots = new Float64Array(64);
  price = new Float64Array(64);
  /** Fee, in quote currency. */
  fee = new Float64Array(64);
  /** What slippage cost, in quote currency; part of the price already. */
  slippage = new Float64Array(64);

  constructor() {
    super(64);
  }

  /** Adds a row and returns it; the caller sets its columns. */
  add(): number {
    return this.addRow();
  }

  protected override replaceColumns(put: <T extends Column>(name: string, column: T) => T): void {
    this.ts = put("ts", this.ts);
    this.bar = put("bar", this.bar);
    this.orderId = put("orderId", this.orderId);
    this.instrument = put("instrument", this.instrument);
    this.side = put("side", this.side);
    this.lots = put("lots", this.lots);
    this.price = put("price", this.price);
    this.fee = put("fee", this.fee);
    this.slippage = put("slippage", this.slippage);
  }
}
