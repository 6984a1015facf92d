import { BUY, TRAIL_FRACTION, TRAILING_STOP } from "./order_type.ts";
import type { Orders } from "./orders.ts";
import { type Step, stepsDown, stepsUp, stepValue } from "./step.ts";

/**
 * The price at which a stop or target fires; that of a trailing stop keeps its distance from a
 * watermark, the best price that it has seen, and is rounded away from the market to the tick.
 */
export function stopLevel(orders: Orders, id: number, tick: Step, watermark: number): number {
  const at = id - 1;
  const trigger = orders.trigger[at]!;
  if (orders.actsAs[at] !== TRAILING_STOP) return trigger;
  const distance = (orders.flags[at]! & TRAIL_FRACTION) !== 0 ? watermark * trigger : trigger;
  return orders.side[at] === BUY
    ? stepValue(tick, stepsUp(tick, watermark + distance))
    : stepValue(tick, stepsDown(tick, watermark - distance));
}
