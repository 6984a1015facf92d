import { atr } from "./atr.ts";
import { type Bands, bands } from "./bands.ts";
import { ema } from "./ema.ts";
import { inCommon, type PriceLines } from "./prices.ts";
import { requireWidth, requireWindow } from "./window.ts";
import { named } from "./named.ts";

/** How the channel of {@linkcode keltner} is drawn. */
export interface KeltnerOptions {
  /** Window of the average true range in bars; the channel's own by default. */
  readonly atrWindow?: number;
  /** How many average true ranges the bands lie off the middle; 2 by default. */
  readonly width?: number;
}

/**
 * Keltner channel in its present form (Raschke's): the exponential average of the close ± `width`
 * average true ranges of Wilder. Keltner's own, the simple average of the typical price ± that of
 * high − low, is another. Warm-up of `middle`: window − 1 bars; of the bands: that or `atrWindow`,
 * whichever is later. TA-Lib has none.
 */
export function keltner(prices: PriceLines, window: number, options: KeltnerOptions = {}): Bands {
  const { atrWindow = window, width = 2 } = options;
  requireWindow("keltner", window);
  requireWindow("keltner (atrWindow)", atrWindow);
  requireWidth("keltner", width);
  inCommon("keltner", prices.high, prices.low, prices.close);
  const lines = bands(ema(prices.close, window), atr(prices, atrWindow), width);
  return named(`keltner ${window}`, lines);
}
