import type { Bars } from "../../data/bars.ts";
import { allocateBars } from "../../data/bar_columns.ts";

const MINUTE = 60_000;

/**
 * One-minute bars of a random walk with a standard deviation of about 5 bps a bar, by seed: the
 * same seed gives the same bars. Opens follow the close before; prices are not on a tick.
 */
export function randomBars(rows: number, seed = 1): Bars {
  const bars = allocateBars(rows);
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  let price = 100;
  for (let i = 0; i < rows; i++) {
    const close = price * (1 + 0.001 * (random() + random() + random() - 1.5));
    bars.ts[i] = i * MINUTE;
    bars.open[i] = price;
    bars.close[i] = close;
    bars.high[i] = Math.max(price, close) * (1 + 0.0002 * random());
    bars.low[i] = Math.min(price, close) * (1 - 0.0002 * random());
    bars.volume[i] = 1 + random();
    price = close;
  }
  return bars;
}
