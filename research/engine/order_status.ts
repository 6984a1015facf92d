import {
  CANCELLED,
  EXPIRED,
  FILLED,
  HELD,
  REFUSED,
  REJECTED,
  REQUESTED,
  WORKING,
} from "./order_state.ts";
import type { Orders } from "./orders.ts";

/** What has become of an order; `filledLots` are whole lots. */
export type OrderStatus =
  | { readonly state: "requested" }
  | { readonly state: "held"; readonly parent: number }
  | { readonly state: "working"; readonly filledLots: number }
  | { readonly state: "filled"; readonly filledLots: number }
  | {
    readonly state: "cancelled" | "expired" | "rejected";
    readonly filledLots: number;
    readonly reason: string;
  }
  | { readonly state: "refused"; readonly reason: string };

/**
 * The status of an order by its id.
 *
 * @throws RangeError where there is none.
 */
export function orderStatus(orders: Orders, id: number): OrderStatus {
  const row = id - 1;
  const reason = orders.reasons.get(id) ?? "";
  const filledLots = orders.filled[row] ?? NaN;
  switch (row >= 0 && row < orders.rows ? orders.state[row] : undefined) {
    case REQUESTED:
      return { state: "requested" };
    case HELD:
      return { state: "held", parent: orders.parent[row]! };
    case WORKING:
      return { state: "working", filledLots };
    case FILLED:
      return { state: "filled", filledLots };
    case CANCELLED:
      return { state: "cancelled", filledLots, reason };
    case EXPIRED:
      return { state: "expired", filledLots, reason };
    case REJECTED:
      return { state: "rejected", filledLots, reason };
    case REFUSED:
      return { state: "refused", reason };
    default:
      throw new RangeError(`Cannot read order ${id}: there is none`);
  }
}
