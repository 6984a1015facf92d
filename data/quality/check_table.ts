import type { Bars } from "../bars.ts";
import type { DatasetTable } from "../dataset_table.ts";
import type { DatasetName } from "../datasets.ts";
import { formatCount } from "../format_table.ts";
import { type Gap, sumGaps } from "../gaps.ts";
import type { Calendar } from "../instrument.ts";
import { filledBars } from "./filled_bars.ts";
import { findBadPrices } from "./find_bad_prices.ts";
import { findCadence } from "./find_cadence.ts";
import { findOffGrid } from "./find_off_grid.ts";
import { findOutliers } from "./find_outliers.ts";
import { findPaging } from "./find_paging.ts";
import { findSplices } from "./find_splices.ts";
import { findTimeZone } from "./find_time_zone.ts";
import { findZeroVolume } from "./find_zero_volume.ts";
import type { Finding } from "./finding.ts";
import { inferCalendar } from "./infer_calendar.ts";
import { isMarked, type MarkedRange, type Marks } from "./marks.ts";
import type { Prices } from "./prices.ts";
import type { SeriesReport } from "./series_report.ts";
import { gridGaps, stepOf } from "./series_grid.ts";

/** Rows to check, ascending and unique in time, and what is known of them. */
export interface TableToCheck {
  readonly dataset: DatasetName;
  readonly timeframe: string | null;
  /** As the days of the rows suggest where it is not known. */
  readonly calendar?: Calendar | undefined;
  readonly table: DatasetTable;
  readonly marks?: Marks;
}

/** The part of a {@linkcode SeriesReport} that follows from the rows. */
export type TableReport = Omit<SeriesReport, "dataset" | "venue" | "symbol" | "timeframe">;

const HOUR = 3_600_000;
const noMarks: Marks = { knownGaps: [], filled: [] };

/**
 * Check the rows of any dataset whose times are unique. Rows without a timeframe are held to the
 * step that most of them keep; funding, whose step the venue may change, to that of its neighbours.
 */
export function checkTable({ marks = noMarks, ...input }: TableToCheck): TableReport {
  const { dataset, timeframe, table } = input;
  const { ts } = table;
  const stepMs = stepOf(timeframe, ts);
  const calendar = input.calendar ?? inferCalendar(ts);
  const rules = { stepMs, calendar };
  const gaps = gridGaps(dataset, ts, rules);
  const onGrid = stepMs !== null || dataset === "funding_rates";
  const { missing, runs, longest } = sumGaps(gaps);
  const findings = [
    ...gaps.map((gap) => gapFinding(gap, marks.knownGaps)),
    ...(stepMs === null ? [] : [
      ...findPaging(gaps, stepMs),
      ...(timeframe === null ? [] : findCadence(ts, stepMs)),
      ...findOffGrid(ts, gridOf(dataset, stepMs)),
    ]),
    ...findTimeZone(ts, rules),
    ...(hasPrices(table)
      ? [...findBadPrices(table), ...findOutliers(table, rules), ...volumeFindings()]
      : []),
  ];
  return {
    rows: ts.length,
    from: ts[0] ?? null,
    to: ts.at(-1) ?? null,
    missing: onGrid ? missing : null,
    gapRuns: onGrid ? runs : null,
    longestGap: onGrid ? longest : null,
    duplicates: 0,
    findings: findings.sort((a, b) => a.from - b.from),
  };

  function volumeFindings(): Finding[] {
    if (dataset !== "bars" || stepMs === null) return [];
    const bars = table as unknown as Bars;
    return [
      ...findZeroVolume(bars).filter((finding) => !isMarked(marks.filled, finding)),
      ...marks.filled.flatMap((range) => filledFinding(bars, range)),
      ...findSplices(bars, stepMs),
    ];
  }
}

/** A venue may change the hours between settlements; a millisecond off the hour is off all. */
function gridOf(dataset: DatasetName, stepMs: number): number {
  return dataset === "funding_rates" ? Math.min(HOUR, stepMs) : stepMs;
}

function gapFinding({ from, to, missing }: Gap, known: readonly MarkedRange[]): Finding {
  const rows = `${formatCount(missing)} ${missing === 1 ? "row" : "rows"} missing`;
  return isMarked(known, { from, to })
    ? { kind: "known_gap", from, to, detail: `${rows}, at the venue too` }
    : { kind: "gap", from, to, detail: rows };
}

function filledFinding(bars: Bars, range: MarkedRange): Finding[] {
  const times = filledBars(bars, { filled: [range] });
  if (times.length === 0) return [];
  const count = `${formatCount(times.length)} ${times.length === 1 ? "bar" : "bars"}`;
  const detail = `${count} invented: flat at the close before, volume 0`;
  return [{ kind: "filled", from: times[0]!, to: times.at(-1)!, detail }];
}

function hasPrices(table: DatasetTable): table is DatasetTable & Prices {
  return ["open", "high", "low", "close"].every((name) => table[name] instanceof Float64Array);
}
