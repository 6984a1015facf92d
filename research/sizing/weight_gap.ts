import type { Market } from "../engine/market.ts";
import { affordable } from "./affordable.ts";
import { spendable } from "./spendable.ts";
import { tradable } from "./tradable.ts";

/** What lies between the part of equity that an instrument has and the part that it is to have. */
export interface WeightGap {
  /** Units to take off the position, whichever side it is on. */
  readonly reduce: number;
  /** Value to add to it in quote currency, below 0 to add to a short one. */
  readonly add: number;
}

const NONE: WeightGap = { reduce: 0, add: 0 };

/**
 * How far a position is from its target, at the last close; nothing while it is within the band. A
 * position on the wrong side is closed first; only then is there something to add.
 *
 * @throws RangeError for a weight below 0 of what cannot be sold short, an infinite one, or a band
 * below 0.
 */
export function weightGap(m: Market, weight: number, band: number): WeightGap {
  if (weight < 0 && !m.isPerpetual) {
    throw new RangeError(`Cannot hold ${m.symbol} at a weight of ${weight}; it is never short`);
  }
  if (Math.abs(weight) === Infinity || !(band >= 0)) {
    throw new RangeError(`Cannot hold ${m.symbol} at a weight of ${weight} within ${band}`);
  }
  const { equity, position, close } = m;
  if (Number.isNaN(weight) || !m.hasBar || !(equity > 0)) return NONE;
  const held = position * close.value / equity;
  const closes = weight === 0 && position !== 0;
  if (!closes && Math.abs(held - weight) <= band) return NONE;
  const sameSide = held * weight > 0;
  const excess = sameSide ? Math.abs(held) - Math.abs(weight) : Math.abs(held);
  const units = sameSide ? excess * equity / close.value : Math.abs(position);
  const reduce = excess > 0 ? tradable(m, Math.min(units, Math.abs(position))) : 0;
  if (reduce > 0 || (sameSide && excess > 0)) return { reduce, add: 0 };
  return { reduce: 0, add: weight === 0 ? 0 : (sameSide ? weight - held : weight) * equity };
}

/** Takes units off the position at the next open; all of them together with what protects it. */
export function reducePosition(m: Market, units: number, why: string): void {
  if (units >= Math.abs(m.position)) m.exit(why);
  else if (m.position > 0) m.sell({ quantity: units }, why);
  else m.buy({ quantity: units }, why);
}

/**
 * Adds value to the position at the next open, as far as the free cash goes, fee included. Returns
 * whether there was enough for an order.
 */
export function addToPosition(m: Market, value: number, why: string): boolean {
  const free = m.isPerpetual ? affordable(m) : m.freeCash;
  const quote = spendable(m, Math.min(Math.abs(value), free));
  if (quote === 0) return false;
  if (value > 0) m.buy({ quote }, why);
  else m.sell({ quote }, why);
  return true;
}
