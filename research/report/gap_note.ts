import type { Bars } from "../../data/bars.ts";
import { countGaps, type Gaps } from "../../data/gaps.ts";
import type { Instrument } from "../../data/instrument.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import { formatPlural } from "./format.ts";

/** An instrument with the bars that a run had of it. */
export interface RunBars {
  readonly instrument: Pick<Instrument, "symbol" | "calendar">;
  readonly bars: Bars | null;
}

/**
 * What the reader must know of holes in the bars of instruments that trade round the clock: nothing
 * was filled in, and what was decided or filled there waited for the next bar. Null where there is none.
 */
export function gapNote(markets: readonly RunBars[], timeframe: string): string | null {
  const holed = markets.flatMap(({ instrument, bars }) => {
    if (bars === null || instrument.calendar !== "crypto") return [];
    const gaps = countGaps(bars.ts, timeframeMs(timeframe));
    return gaps.missing === 0 ? [] : [{ symbol: instrument.symbol, gaps }];
  });
  if (holed.length === 0) return null;
  const texts = new Map<string, string[]>();
  for (const { symbol, gaps } of holed) {
    texts.set(gapText(gaps), [...texts.get(gapText(gaps)) ?? [], symbol]);
  }
  return [...texts].map(([text, symbols]) => `${symbols.join(", ")}: ${text}`).join("; ") +
    ". Nothing was filled in.";
}

function gapText({ missing, runs, longest }: Gaps): string {
  return `${formatPlural(missing, "bar")} missing in ${formatPlural(runs, "run")}` +
    (runs > 1 ? `, the longest of ${longest}` : "");
}
