import type { Random } from "./random.ts";
import type { Latency } from "./venue_model.ts";

/** How long one message takes, ms: the median, or a draw of the log-normal delay around it. */
export function delayOf({ medianMs, sigma = 0 }: Latency, random: Random): number {
  return sigma === 0 ? medianMs : medianMs * Math.exp(sigma * random.normal());
}
