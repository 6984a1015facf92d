import { concatTables, type DatasetTable, sliceTable } from "../dataset_table.ts";
import { type Dataset, type DatasetName, datasets } from "../datasets.ts";
import { formatCount } from "../format_table.ts";
import { type ImportPlan, planImport } from "../import/plan_import.ts";
import type { Reason } from "../import/reason.ts";
import { type SiftedRows, siftRows } from "../import/sift_rows.ts";
import { checkTable, type TableReport } from "./check_table.ts";
import { EventChecks } from "./event_checks.ts";
import { eventReport } from "./event_report.ts";
import type { Finding, FindingKind } from "./finding.ts";
import type { SeriesReport } from "./series_report.ts";
import { unsortedFinding } from "./unsorted_finding.ts";

/** A file to check, and what is known of it: as for an import, and all but the file may be left out. */
export interface FileToCheck {
  readonly file: string;
  readonly dataDir: string;
  readonly symbol?: string | undefined;
  readonly venue?: string | undefined;
  readonly dataset?: DatasetName | undefined;
  readonly timeframe?: string | undefined;
  readonly timezone?: string | undefined;
  readonly label?: "open" | "close" | undefined;
}

/** Stands for a symbol that is not named: a ticker, whose bars may begin on any half hour. */
const unnamed = { symbol: "FILE", venue: "file" };

/** Rows by number that a sentence names. */
const NAMED = 5;

/**
 * Check a file as the import reads it, and write nothing. Beside what is checked of a series that is
 * held there are rows out of order, and rows that would not enter the lake, by reason.
 *
 * @throws {UserError} where the file cannot be read or understood.
 */
export async function checkFile(options: FileToCheck): Promise<SeriesReport> {
  const { symbol, venue } = options;
  const planned = await planImport({
    ...options,
    symbol: symbol ?? unnamed.symbol,
    venue: venue ?? unnamed.venue,
  });
  const plan = { ...planned, rules: { ...planned.rules, gridMs: undefined } };
  const { dataset, timeframe } = plan.key;
  const { report, sifted } = await check(plan, symbol === undefined ? undefined : plan.calendar);
  const bad = refused(sifted, { from: report.from ?? 0, to: report.to ?? 0 });
  const { known }: Dataset = datasets[dataset];
  const unsorted = known === "event" ? [] : unsortedFinding(sifted.order);
  const findings = [...unsorted, ...bad, ...report.findings];
  return {
    dataset,
    venue: venue ?? null,
    symbol: symbol ?? null,
    timeframe,
    ...report,
    duplicates: report.duplicates + (sifted.reasons["duplicate time"] ?? 0),
    findings,
  };
}

interface Checked {
  readonly report: TableReport;
  readonly sifted: SiftedRows;
}

async function check(plan: ImportPlan, calendar?: ImportPlan["calendar"]): Promise<Checked> {
  const { dataset, timeframe } = plan.key;
  const { known }: Dataset = datasets[dataset];
  if (known === "event") {
    const checks = new EventChecks();
    const sifted = await siftRows(plan, (table) => Promise.resolve(checks.add(table)));
    return { report: eventReport(checks), sifted };
  }
  const parts: DatasetTable[] = [];
  const sifted = await siftRows(plan, (table) => {
    parts.push(sliceTable(table, 0, table.ts.length));
    return Promise.resolve();
  });
  const [first = { ts: new Float64Array(0) }, ...rest] = parts;
  const table = concatTables([first, ...rest]);
  return { report: checkTable({ dataset, timeframe, calendar, table }), sifted };
}

const kinds: Readonly<Partial<Record<Reason, FindingKind>>> = {
  "duplicate time": "duplicate",
  "price not a positive number": "price",
  "high below low": "ohlc",
  "open or close outside low to high": "ohlc",
  "time off the grid": "off_grid",
};

/** The rows that would not enter the lake, one finding a reason. */
function refused(
  { reasons, quarantined }: SiftedRows,
  range: { readonly from: number; readonly to: number },
): Finding[] {
  return Object.entries(reasons).map(([reason, count]): Finding => {
    const rows = quarantined.filter((row) => row.reason === reason).slice(0, NAMED)
      .map(({ row }) => row);
    const more = count - rows.length;
    return {
      kind: kinds[reason as Reason] ?? "unreadable",
      ...range,
      detail: `${formatCount(count)} ${count === 1 ? "row" : "rows"}: ${reason} ` +
        `(${rows.length === 1 ? "row" : "rows"} ${rows.join(", ")}` +
        (more > 0 ? ` and ${formatCount(more)} more)` : ")"),
    };
  });
}
