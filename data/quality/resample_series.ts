import { allocateBars, barColumns } from "../bar_columns.ts";
import type { Bars } from "../bars.ts";
import { formatCount } from "../format_table.ts";
import { formatTime } from "../format_time.ts";
import { readBars } from "../storage/read_bars.ts";
import { findSeries } from "../storage/series.ts";
import { writeBars } from "../storage/write_bars.ts";
import { timeframeMs } from "../timeframe.ts";
import { UserError } from "../user_error.ts";
import { resampleBars, type ResampledBars } from "./resample_bars.ts";

/** Which bars to build from which. */
export interface ResampleOptions {
  readonly symbol: string;
  readonly venue?: string | undefined;
  readonly fromTimeframe: string;
  readonly timeframe: string;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Refuse where a bar would be built with shorter ones missing. */
  readonly strict?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/** What a resampling did. */
export interface ResampleReport {
  readonly venue: string;
  readonly symbol: string;
  readonly fromTimeframe: string;
  readonly timeframe: string;
  /** Shorter bars that were read. */
  readonly read: number;
  /** Bars that were built, and the open times of the first and the last. */
  readonly built: number;
  readonly from: number | null;
  readonly to: number | null;
  /** Of them those that are new in the lake, and those that replaced other values. */
  readonly added: number;
  readonly changed: number;
  /** Bars built with shorter ones missing, and how many of these are. */
  readonly incomplete: number;
  readonly missing: number;
  /** Of the incomplete ones, those that the lake holds already and keeps as they are. */
  readonly kept: number;
  /** Bars at the ends that the shorter bars do not cover. */
  readonly leftOut: number;
  /** Shorter bars outside the sessions that longer ones are built of. */
  readonly outside: number;
  readonly dryRun: boolean;
}

/** Two values of one bar are the same within the order in which volumes were summed up. */
const SAME = 1e-9;

/**
 * Build bars of a longer timeframe from those that are held, and write them to the lake. A bar that
 * is held already is replaced only by one that misses nothing and differs; so bars of the venue's
 * own stay, and doing it twice changes nothing.
 *
 * @throws {UserError} for a timeframe that is no whole multiple, and with `strict` for holes.
 */
export async function resampleSeries(
  dataDir: string,
  options: ResampleOptions,
): Promise<ResampleReport> {
  const { fromTimeframe, timeframe, strict = false, dryRun = false, ...query } = options;
  const [fromMs, toMs] = [timeframeMs(fromTimeframe), timeframeMs(timeframe)];
  if (toMs <= fromMs || toMs % fromMs !== 0) {
    throw new UserError(
      `Cannot build ${timeframe} bars from ${fromTimeframe} bars: ` +
        `${timeframe} is no whole multiple of ${fromTimeframe}; pass a longer --timeframe`,
    );
  }
  const { instrument, bars } = await readBars(dataDir, { ...query, timeframe: fromTimeframe });
  const { venue, symbol, calendar } = instrument;
  const resampled = resampleBars(bars, { fromMs, toMs, calendar });
  if (strict) refuseHoles(resampled, options);
  const held = await heldBars(dataDir, { venue, symbol, timeframe });
  const fresh = newBars(resampled, held);
  const written = dryRun || fresh.bars.ts.length === 0
    ? undefined
    : await writeBars(dataDir, { instrument, timeframe, bars: fresh.bars });
  return {
    venue,
    symbol,
    fromTimeframe,
    timeframe,
    read: bars.ts.length,
    built: resampled.bars.ts.length,
    from: resampled.bars.ts[0] ?? null,
    to: resampled.bars.ts.at(-1) ?? null,
    added: written?.added ?? fresh.added,
    changed: written?.changed ?? fresh.bars.ts.length - fresh.added,
    incomplete: resampled.missing.reduce((count, each) => count + (each > 0 ? 1 : 0), 0),
    missing: resampled.missing.reduce((sum, each) => sum + each, 0),
    kept: fresh.kept,
    leftOut: resampled.leftOut.length,
    outside: resampled.outside,
    dryRun,
  };
}

function refuseHoles({ bars, missing }: ResampledBars, options: ResampleOptions): void {
  const first = missing.findIndex((each) => each > 0);
  if (first < 0) return;
  const count = missing.filter((each) => each > 0).length;
  throw new UserError(
    `Cannot build ${options.timeframe} bars of "${options.symbol}": ${formatCount(count)} of ` +
      `${formatCount(missing.length)} would miss ${options.fromTimeframe} bars, the first at ` +
      `${formatTime(bars.ts[first]!)}; run "deno task data repair" or leave --strict out`,
  );
}

async function heldBars(
  dataDir: string,
  key: { readonly venue: string; readonly symbol: string; readonly timeframe: string },
): Promise<Bars> {
  const held = findSeries(dataDir, key).find((series) =>
    series.timeframe === key.timeframe && series.source === "lake"
  );
  return held === undefined ? allocateBars(0) : (await readBars(dataDir, key)).bars;
}

/** The bars to write: new ones, and complete ones that differ from what is held. */
function newBars({ bars, missing }: ResampledBars, held: Bars) {
  const rows: number[] = [];
  let added = 0, kept = 0;
  for (let i = 0, j = 0; i < bars.ts.length; i++) {
    while (j < held.ts.length && held.ts[j]! < bars.ts[i]!) j++;
    if (held.ts[j] !== bars.ts[i]) {
      added++;
      rows.push(i);
    } else if (missing[i]! > 0) kept++;
    else if (!isSame(bars, i, held, j)) rows.push(i);
  }
  const fresh = allocateBars(rows.length);
  for (const name of barColumns) rows.forEach((row, i) => fresh[name][i] = bars[name][row]!);
  return { bars: fresh, added, kept };
}

function isSame(a: Bars, i: number, b: Bars, j: number): boolean {
  return barColumns.every((name) => {
    const [x, y] = [a[name][i]!, b[name][j]!];
    return Object.is(x, y) || Math.abs(x - y) <= SAME * Math.abs(y);
  });
}
