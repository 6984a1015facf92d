import type { Line } from "../engine/line.ts";
import type { Series } from "../engine/series.ts";

/** The prices that an indicator of ranges needs: a market, or the bars of a higher timeframe. */
export interface PriceLines {
  readonly high: Line;
  readonly low: Line;
  readonly close: Line;
}

/** Prices with the volume traded at them, in base currency or units; NaN where it is missing. */
export interface VolumeLines extends PriceLines {
  readonly volume: Line;
}

/** What lines that are read together have in common. */
export interface Common {
  readonly series: Series;
  /** Bars that pass before all of them are defined. */
  readonly warmUp: number;
}

/**
 * The bars that all of these lines belong to.
 *
 * @throws RangeError for lines of different timeframes or instruments: their bars do not match one
 * to one, so reading them by the same index would mix up times.
 */
export function inCommon(name: string, ...lines: readonly [Line, ...Line[]]): Common {
  const [{ series }] = lines;
  if (lines.some((line) => line.series !== series)) {
    throw new RangeError(
      `Cannot compute ${name} from lines of different bars; take them all from one market and one ` +
        "timeframe",
    );
  }
  return { series, warmUp: Math.max(...lines.map(({ warmUp }) => warmUp)) };
}
