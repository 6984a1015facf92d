import { readTable } from "../storage/read_table.ts";
import type { HeldSeries } from "../storage/series.ts";
import { parseSymbol } from "../symbol.ts";
import { timeframeMs } from "../timeframe.ts";
import { UserError } from "../user_error.ts";
import { findShift, type HourlyCloses, hourlyCloses } from "./find_shift.ts";
import type { Finding } from "./finding.ts";

const HOUR = 3_600_000;

/**
 * Kind `time_zone`, of bars of pairs held against all others of the same base asset, of up to an
 * hour each: hourly returns that fit those of more other series when shifted by whole hours than fit
 * in place. Where there are two series only, it cannot be told which of them is wrong, and both have
 * the finding.
 */
export async function findShifted(
  chosen: readonly HeldSeries[],
  all: readonly HeldSeries[],
): Promise<ReadonlyMap<HeldSeries, readonly Finding[]>> {
  const found = new Map<HeldSeries, readonly Finding[]>();
  const loaded = new Map<string, Promise<HourlyCloses | undefined>>();
  const load = (series: HeldSeries) => {
    const name = nameOf(series);
    if (!loaded.has(name)) loaded.set(name, loadCloses(series));
    return loaded.get(name)!;
  };
  for (const series of chosen.filter(isComparable)) {
    const own = await load(series);
    if (own === undefined) continue;
    let agreeing = 0;
    const apart: string[] = [];
    for (const other of all.filter(isComparable)) {
      if (baseOf(other) !== baseOf(series) || isSameMarket(other, series)) continue;
      const closes = await load(other);
      const shift = closes && findShift(own, closes);
      if (shift === undefined) continue;
      if (shift.hours === 0) agreeing++;
      else {
        apart.push(
          `${Math.abs(shift.hours)} h ${shift.hours > 0 ? "later" : "earlier"} than those of ` +
            `${nameOf(other)} (correlation ${shift.correlation.toFixed(2)})`,
        );
      }
    }
    if (apart.length <= agreeing) continue;
    found.set(series, [{
      kind: "time_zone",
      from: own.begin * HOUR,
      to: own.end * HOUR,
      detail: `returns come ${apart.join(", and ")}: one of them may not be UTC`,
    }]);
  }
  return found;
}

function isComparable({ dataset, symbol, timeframe }: HeldSeries): boolean {
  return dataset === "bars" && timeframe !== null && timeframeMs(timeframe) <= HOUR &&
    parseSymbol(symbol).quote !== undefined;
}

function isSameMarket(a: HeldSeries, b: HeldSeries): boolean {
  return a.venue === b.venue && a.symbol === b.symbol && a.timeframe === b.timeframe;
}

function baseOf({ symbol }: HeldSeries): string {
  return parseSymbol(symbol).base;
}

function nameOf({ symbol, timeframe, venue }: HeldSeries): string {
  return `${symbol} ${timeframe} at ${venue}`;
}

/** `undefined` where the series cannot be read, which is a finding of its own. */
async function loadCloses({ files, timeframe }: HeldSeries): Promise<HourlyCloses | undefined> {
  try {
    const { ts, close } = await readTable(files, { dataset: "bars", columns: ["close"] });
    return hourlyCloses({ ts, close: close as Float64Array, stepMs: timeframeMs(timeframe!) });
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
