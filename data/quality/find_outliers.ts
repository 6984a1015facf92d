import type { Finding } from "./finding.ts";
import type { Prices } from "./prices.ts";
import { quantile } from "./quantile.ts";
import type { SeriesRules } from "./series_rules.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Bars on each side that set the scale of what is usual. */
const NEIGHBOURS = 24;
/** How many times the usual move a print must stick out by; shorter bars are wilder. */
const TIMES = { hour: 10, minute: 15 };
/** Nothing below this log distance is an outlier, however quiet the market. */
const LEAST = 0.01;
/** Rows that the scale of the whole series is estimated from. */
const SAMPLE = 100_000;

/**
 * Kind `outlier`: a print that reverts, such as a fat finger. A bar is one where its high lies above
 * the highs of both neighbours, its low below both lows, or its close beyond both closes, by more
 * than 1 % and more than ten times the usual move (fifteen for bars shorter than an hour): the 90th percentile of the true ranges (log) of
 * 24 bars on each side, at least a quarter of that of the whole series. A crash does not revert by
 * the next bar and raises its own scale, so it is none; nor is a bar beside a hole.
 */
export function findOutliers(prices: Prices, { stepMs, calendar }: SeriesRules): Finding[] {
  const { ts, high, low, close } = prices;
  if (stepMs === null || ts.length < 2 * NEIGHBOURS) return [];
  const widest = calendar === "crypto" ? 1.5 * stepMs : Math.max(5 * DAY, 1.5 * stepMs);
  const enough = stepMs < HOUR ? TIMES.minute : TIMES.hour;
  const floor = seriesScale(prices) / 4;
  const findings: Finding[] = [];
  for (let i = 1; i < ts.length - 1; i++) {
    if (ts[i]! - ts[i - 1]! > widest || ts[i + 1]! - ts[i]! > widest) continue;
    const up = high[i]! / Math.max(high[i - 1]!, high[i + 1]!);
    const down = Math.min(low[i - 1]!, low[i + 1]!) / low[i]!;
    const above = close[i]! / Math.max(close[i - 1]!, close[i + 1]!);
    const below = Math.min(close[i - 1]!, close[i + 1]!) / close[i]!;
    const beyond = Math.max(up, down, above, below);
    const excess = Math.log(beyond);
    if (!(excess > LEAST) || excess < enough * floor) continue;
    const times = excess / Math.max(floor, localScale(prices, i));
    if (times <= enough) continue;
    const name = beyond === up ? "high" : beyond === down ? "low" : "close";
    const move = (Math.expm1(excess) * 100).toFixed(1);
    findings.push({
      kind: "outlier",
      from: ts[i]!,
      to: ts[i]!,
      detail: `${name} ${prices[name][i]} lies ${move}% beyond both neighbours, ` +
        `${Math.floor(times)} times the usual move`,
    });
  }
  return findings;
}

/** Log distance from the lowest to the highest price since the close before. */
function trueRange({ high, low, close }: Prices, i: number): number {
  const before = i === 0 ? close[0]! : close[i - 1]!;
  return Math.log(Math.max(high[i]!, before) / Math.min(low[i]!, before));
}

/** Of the bars around one, without itself and the one after, which its print moves too. */
function localScale(prices: Prices, at: number): number {
  const ranges: number[] = [];
  const end = Math.min(prices.ts.length - 1, at + NEIGHBOURS);
  for (let i = Math.max(0, at - NEIGHBOURS); i <= end; i++) {
    if (i !== at && i !== at + 1) ranges.push(trueRange(prices, i));
  }
  return quantile(ranges, 0.9);
}

function seriesScale(prices: Prices): number {
  const every = Math.ceil(prices.ts.length / SAMPLE);
  const ranges: number[] = [];
  for (let i = 0; i < prices.ts.length; i += every) ranges.push(trueRange(prices, i));
  return quantile(ranges, 0.9);
}
