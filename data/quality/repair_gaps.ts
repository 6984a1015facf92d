import type { Bars } from "../bars.ts";
import type { DatasetTable } from "../dataset_table.ts";
import { type Gap, sumGaps } from "../gaps.ts";
import { readInstrument } from "../storage/instruments.ts";
import type { DatasetKey } from "../storage/layout.ts";
import type { HeldSeries } from "../storage/series.ts";
import { writeDataset } from "../storage/write_dataset.ts";
import { UserError } from "../user_error.ts";
import { fillFlat } from "./fill_flat.ts";
import { missingOpens } from "./find_gaps.ts";
import { inferCalendar } from "./infer_calendar.ts";
import { addMarks, isMarked, readMarks } from "./marks.ts";
import { type FetchRange, refetchGaps } from "./refetch_gaps.ts";
import { gridGaps, stepOf } from "./series_grid.ts";
import type { SeriesRules } from "./series_rules.ts";

/** What to do about gaps. */
export interface RepairOptions {
  /**
   * "fetch" asks the venue and marks what it does not have either; "mark" marks every gap as known;
   * "fill" invents flat bars, and marks them as such.
   */
  readonly gaps: "fetch" | "mark" | "fill";
  /** Asks the venue; without it no gap is fetched. */
  readonly fetchRange?: FetchRange | undefined;
  readonly dryRun?: boolean | undefined;
}

/** What became of the gaps of a series. */
export interface GapRepair {
  /** Rows and runs that were missing and not known to be missing at the venue. */
  readonly missing: number;
  readonly gapRuns: number;
  /** Rows that the venue sent for them. */
  readonly fetched: number;
  /** Rows that are marked as missing at the venue too. */
  readonly marked: number;
  /** Bars that were invented. */
  readonly filled: number;
  /** What could not be done, and why. */
  readonly unsettled: readonly string[];
}

interface GappedSeries {
  readonly key: DatasetKey;
  readonly table: DatasetTable;
  readonly rules: SeriesRules & { readonly stepMs: number };
  /** Every gap, and those that are not known. */
  readonly gaps: readonly Gap[];
  readonly open: readonly Gap[];
}

/** See to the gaps of a series. Rows that are held are never changed. */
export async function repairGaps(
  dataDir: string,
  series: HeldSeries & { readonly table: DatasetTable },
  options: RepairOptions,
): Promise<GapRepair> {
  const { dataset, venue, symbol, timeframe, source, table } = series;
  const key = { dataset, venue, symbol, timeframe };
  const stepMs = stepOf(timeframe, table.ts);
  const calendar = readInstrument(dataDir, venue, symbol)?.calendar ?? inferCalendar(table.ts);
  const gaps = gridGaps(dataset, table.ts, { stepMs, calendar });
  const { knownGaps } = readMarks(dataDir, key);
  const open = gaps.filter((gap) => !isMarked(knownGaps, gap));
  const { missing, runs } = sumGaps(open);
  const nothing = { missing, gapRuns: runs, fetched: 0, marked: 0, filled: 0, unsettled: [] };
  const concerned = options.gaps === "fill" ? gaps : open;
  if (stepMs === null || concerned.length === 0) return nothing;
  if (source === "sample" && options.gaps !== "mark") {
    const reason = "it is the sample's; fetch or import the series into the lake first";
    return { ...nothing, unsettled: [reason] };
  }
  const gapped = { key, table, rules: { stepMs, calendar }, gaps, open };
  return { ...nothing, ...await repairs[options.gaps](dataDir, gapped, options) };
}

type Repair = (
  dataDir: string,
  series: GappedSeries,
  options: RepairOptions,
) => Promise<Partial<GapRepair>>;

const repairs: Readonly<Record<RepairOptions["gaps"], Repair>> = {
  mark: async (dataDir, { key, rules, open }, { dryRun }) => {
    if (!dryRun) await addMarks(dataDir, { ...key, ...rules }, { knownGaps: open });
    return { marked: sumGaps(open).missing };
  },
  /** The mark is on the disk before the bars are: none is ever held without it. */
  fill: async (dataDir, { key, rules, table, gaps }, { dryRun }) => {
    if (key.dataset !== "bars") return { unsettled: ["only bars can be filled"] };
    const times = missingOpens(gaps, table.ts, rules);
    if (dryRun) return { filled: times.length };
    await addMarks(dataDir, { ...key, ...rules }, { filled: gaps });
    const bars = fillFlat(table as unknown as Bars, times);
    await writeDataset(dataDir, { ...key, table: { ...bars } });
    return { filled: times.length };
  },
  fetch: async (dataDir, { key, rules, table, open }, { dryRun, fetchRange }) => {
    if (dryRun) return {};
    if (fetchRange === undefined) return { unsettled: ["no venue can be asked here"] };
    const { stepMs } = rules;
    let fetched = 0, marked = 0;
    const reasons: string[] = [];
    try {
      const options = { series: key, table, stepMs, fetchRange };
      for await (const part of refetchGaps(open, options)) {
        if (part.table !== undefined) await writeDataset(dataDir, { ...key, table: part.table });
        await addMarks(dataDir, { ...key, stepMs }, { knownGaps: part.known });
        fetched += part.table?.ts.length ?? 0;
        marked += sumGaps(part.known).missing;
        reasons.push(...part.unsettled);
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { fetched, marked, unsettled: [...countReasons(reasons), error.message] };
    }
    return { fetched, marked, unsettled: countReasons(reasons) };
  },
};

function countReasons(reasons: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) =>
    `${count} ${count === 1 ? "gap stays" : "gaps stay"}: ${reason}`
  );
}
