import { basename } from "node:path";
import { type Dataset, datasets } from "../datasets.ts";
import { type DatasetFilter, findHeldSeries, type HeldSeries } from "../storage/series.ts";
import { readImportRecords } from "../import/import_record.ts";
import { readInstrument } from "../storage/instruments.ts";
import { readTable, readTableInChunks } from "../storage/read_table.ts";
import { UserError } from "../user_error.ts";
import { checkTable, type TableReport } from "./check_table.ts";
import { EventChecks } from "./event_checks.ts";
import { eventReport } from "./event_report.ts";
import { findShifted } from "./find_shifted.ts";
import type { Finding } from "./finding.ts";
import { readMarks } from "./marks.ts";
import type { SeriesReport } from "./series_report.ts";
import { unsortedFinding } from "./unsorted_finding.ts";

/** Rows of events in memory at once. */
const CHUNK_ROWS = 200_000;

/** Which series to check; all that are held where nothing is named. */
export interface CheckFilter extends DatasetFilter {
  readonly timeframe?: string | undefined;
}

/**
 * Check the series that a data directory and the sample hold, one report each. A file that cannot
 * be read is a finding of its series and does not keep the others from being checked.
 */
export async function checkLake(
  dataDir: string,
  filter: CheckFilter = {},
): Promise<SeriesReport[]> {
  const chosen = findHeldSeries(dataDir, filter).filter(({ timeframe }) =>
    filter.timeframe === undefined || timeframe === filter.timeframe
  );
  const shifted = await findShifted(chosen, findHeldSeries(dataDir));
  const reports: SeriesReport[] = [];
  for (const series of chosen) {
    const { dataset, venue, symbol, timeframe } = series;
    const report = await checkHeld(dataDir, series);
    const findings = [
      ...importFindings(dataDir, series),
      ...report.findings,
      ...shifted.get(series) ?? [],
    ];
    reports.push({ dataset, venue, symbol, timeframe, ...report, findings });
  }
  return reports;
}

/** How the files were that the series came from. Events are checked in order of arrival as held. */
function importFindings(dataDir: string, series: HeldSeries): Finding[] {
  const { known }: Dataset = datasets[series.dataset];
  if (known === "event" || series.source === "sample") return [];
  return readImportRecords(dataDir, series).flatMap(({ file, understood }) =>
    unsortedFinding(understood.order, basename(file))
  );
}

async function checkHeld(dataDir: string, series: HeldSeries): Promise<TableReport> {
  const { dataset, files, venue, symbol } = series;
  const { known }: Dataset = datasets[dataset];
  try {
    if (known === "event") return await checkEvents(series);
    return checkTable({
      ...series,
      calendar: readInstrument(dataDir, venue, symbol)?.calendar,
      table: await readTable(files, { dataset }),
      marks: readMarks(dataDir, series),
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {
      ...nothingRead,
      findings: [{ kind: "unreadable", ...nowhere, detail: error.message }],
    };
  }
}

const nowhere = { from: 0, to: 0 };
const nothingRead = {
  rows: 0,
  from: null,
  to: null,
  missing: null,
  gapRuns: null,
  longestGap: null,
  duplicates: 0,
};

async function checkEvents({ dataset, files }: HeldSeries): Promise<TableReport> {
  const checks = new EventChecks();
  for await (const table of readTableInChunks(files, { dataset, rows: CHUNK_ROWS })) {
    checks.add(table);
  }
  return eventReport(checks);
}
