import type { Bars } from "../../../data/bars.ts";

/** What the plain loop runs with; the lot is a number here. */
export interface PlainRun {
  readonly bars: Bars;
  readonly fast: number;
  readonly slow: number;
  readonly cash: number;
  readonly feeRate: number;
  readonly lot: number;
}

/**
 * `sma_cross` as a loop that shares nothing with the engine: strict crosses of plain means, the whole
 * cash at the next open with the fee included, everything sold at the next open. Equity by bar.
 */
export function plainSmaCross({ bars, fast, slow, cash, feeRate, lot }: PlainRun): {
  equity: number[];
  fees: number;
  fills: number;
} {
  const { open, close } = bars;
  const mean = (window: number, bar: number) => {
    let sum = 0;
    for (let i = bar - window + 1; i <= bar; i++) sum += close[i]!;
    return bar < window - 1 ? NaN : sum / window;
  };
  const equity: number[] = [];
  let units = 0;
  let fees = 0;
  let fills = 0;
  let signal = 0;
  let before = NaN;
  for (let bar = 0; bar < close.length; bar++) {
    const price = open[bar]!;
    if (signal > 0) {
      const lots = Math.floor(cash / (price * (1 + feeRate)) / lot);
      units += lots * lot;
      cash -= lots * lot * price * (1 + feeRate);
      fees += lots * lot * price * feeRate;
      if (lots > 0) fills++;
    } else if (signal < 0 && units > 0) {
      cash += units * price * (1 - feeRate);
      fees += units * price * feeRate;
      units = 0;
      fills++;
    }
    equity.push(cash + units * close[bar]!);
    const apart = mean(fast, bar) - mean(slow, bar);
    signal = before < 0 && apart > 0 ? 1 : before > 0 && apart < 0 ? -1 : 0;
    before = apart;
  }
  return { equity, fees, fills };
}
