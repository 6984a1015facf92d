import { type Column, Columns } from "../columns.ts";

/** It took from the other side when it arrived. */
export const TOOK = 0;
/** A trade at its price went through all that was ahead of it. */
export const TRADED_AT = 1;
/** A trade at a worse price must have gone through it. */
export const TRADED_THROUGH = 2;
/** The other side's best price reached it. */
export const REACHED = 3;

/** Names of what fills an order; columns hold indices into it. */
export const FILL_CAUSES = ["took", "traded at", "traded through", "reached"] as const;

/** One fill, with all that explains it. */
export interface BookFill {
  readonly handle: number;
  /** Side of the order: BID for one that buys. */
  readonly side: number;
  /** Price of the fill. */
  readonly ticks: number;
  readonly lots: number;
  /** Lots of the order that are still open. */
  readonly left: number;
  /** Time of the fill, ms. */
  readonly ts: number;
  /** Row of the event that filled it; of an order that took, the last event before it arrived. */
  readonly event: number;
  /** Index into {@linkcode FILL_CAUSES}. */
  readonly cause: number;
  /** Time at which the order arrived, ms. */
  readonly arrived: number;
  /** Lots ahead of it when it came to rest, or when its level was first seen. */
  readonly aheadAtArrival: number;
  /** Lots ahead of it just before the event. */
  readonly aheadBefore: number;
  /** Lots traded at its price from its arrival to the event, inclusive. */
  readonly traded: number;
  /** Lots ahead of it that were cancelled, by the queue model. */
  readonly cancelledAhead: number;
}

/** Fills as columns, named as the fields of {@linkcode BookFill}. */
export class BookFills extends Columns {
  handle = new Float64Array(64);
  side = new Uint8Array(64);
  ticks = new Int32Array(64);
  lots = new Float64Array(64);
  left = new Float64Array(64);
  ts = new Float64Array(64);
  event = new Int32Array(64);
  cause = new Uint8Array(64);
  arrived = new Float64Array(64);
  aheadAtArrival = new Float64Array(64);
  aheadBefore = new Float64Array(64);
  traded = new Float64Array(64);
  cancelledAhead = new Float64Array(64);

  constructor() {
    super(64);
  }

  /** Writes a fill. */
  add(fill: BookFill): void {
    const row = this.addRow();
    this.handle[row] = fill.handle;
    this.side[row] = fill.side;
    this.ticks[row] = fill.ticks;
    this.lots[row] = fill.lots;
    this.left[row] = fill.left;
    this.ts[row] = fill.ts;
    this.event[row] = fill.event;
    this.cause[row] = fill.cause;
    this.arrived[row] = fill.arrived;
    this.aheadAtArrival[row] = fill.aheadAtArrival;
    this.aheadBefore[row] = fill.aheadBefore;
    this.traded[row] = fill.traded;
    this.cancelledAhead[row] = fill.cancelledAhead;
  }

  /** Reads a fill. */
  at(row: number): BookFill {
    return {
      handle: this.handle[row]!,
      side: this.side[row]!,
      ticks: this.ticks[row]!,
      lots: this.lots[row]!,
      left: this.left[row]!,
      ts: this.ts[row]!,
      event: this.event[row]!,
      cause: this.cause[row]!,
      arrived: this.arrived[row]!,
      aheadAtArrival: this.aheadAtArrival[row]!,
      aheadBefore: this.aheadBefore[row]!,
      traded: this.traded[row]!,
      cancelledAhead: this.cancelledAhead[row]!,
    };
  }

  protected override replaceColumns(put: <T extends Column>(name: string, column: T) => T): void {
    this.handle = put("handle", this.handle);
    this.side = put("side", this.side);
    this.ticks = put("ticks", this.ticks);
    this.lots = put("lots", this.lots);
    this.left = put("left", this.left);
    this.ts = put("ts", this.ts);
    this.event = put("event", this.event);
    this.cause = put("cause", this.cause);
    this.arrived = put("arrived", this.arrived);
    this.aheadAtArrival = put("aheadAtArrival", this.aheadAtArrival);
    this.aheadBefore = put("aheadBefore", this.aheadBefore);
    this.traded = put("traded", this.traded);
    this.cancelledAhead = put("cancelledAhead", this.cancelledAhead);
  }
}
