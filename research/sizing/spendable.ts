import type { Market } from "../engine/market.ts";
import { tradable } from "./tradable.ts";

/**
 * The quote amount as it is, or 0 where it buys less than the venue's smallest order or a single lot
 * at the last close, fee included. What a strategy that waits for its entry bar after bar asks before
 * it buys, so that an empty account makes no orders.
 *
 * @param quote in quote currency; the market's budget where it is not given.
 */
export function spendable(m: Market, quote: number = m.budget): number {
  return tradable(m, quote / (m.close.value * (1 + m.takerFee))) > 0 ? quote : 0;
}
