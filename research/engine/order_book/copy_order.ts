import { BUY, MARKET } from "../order_type.ts";
import { REFUSED } from "../order_state.ts";
import type { Orders } from "../orders.ts";

/**
 * Writes down at a venue, under its own id, an order that was asked for elsewhere. What was refused
 * before it and never came stands as refused, so that ids are the same in both places.
 *
 * @param ts when it arrives, ms.
 */
export function copyOrder(from: Orders, to: Orders, id: number, ts: number): void {
  while (to.rows < id - 1) {
    const other = to.request(ts, 0, 0, BUY, MARKET, NaN, NaN, NaN, "");
    to.move(other, REFUSED, "never came to the venue");
  }
  const row = id - 1;
  const [type, side] = [from.type[row]!, from.side[row]!];
  const [quantity, quote] = [from.quantity[row]!, from.quote[row]!];
  to.request(ts, from.bar[row]!, 0, side, type, quantity, quote, from.limit[row]!, from.why[row]!);
  to.limit[row] = from.limit[row]!;
  to.trigger[row] = from.trigger[row]!;
  to.flags[row] = from.flags[row]!;
  to.parent[row] = from.parent[row]!;
  to.group[row] = from.group[row]!;
  to.expires[row] = from.expires[row]!;
  if (to.expires[row]! > 0) to.timed++;
}
