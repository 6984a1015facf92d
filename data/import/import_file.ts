import type { DatasetName } from "../datasets.ts";
import { countGaps, type Gaps } from "../gaps.ts";
import type { Instrument } from "../instrument.ts";
import { timeframeMs } from "../timeframe.ts";
import { UserError } from "../user_error.ts";
import { findSeries } from "../storage/series.ts";
import { writeDataset } from "../storage/write_dataset.ts";
import { writeImportRecord } from "./import_record.ts";
import type { SourceOrder } from "./order_counter.ts";
import { type ImportOptions, type ImportPlan, planImport } from "./plan_import.ts";
import { writeQuarantine } from "./quarantine.ts";
import type { Reason } from "./reason.ts";
import { type SiftedRows, siftRows } from "./sift_rows.ts";

export type { ImportOptions };

/** What was understood of a file. */
export interface Understood {
  /** "CSV", "Feather", "JSON lists, bars by position". */
  readonly format: string;
  /** Whether the timeframe was found rather than named. */
  readonly foundTimeframe: boolean;
  readonly time: {
    /** Name of the source's column. */
    readonly column: string;
    /** Units that it came in: "ms", "text"; a unit for each where there are several. */
    readonly units: readonly string[];
    /** Zone of times that have no offset. */
    readonly zone: string;
    /** Whether it is the time of a row's open or of its close. */
    readonly label: "open" | "close";
  };
  readonly order: SourceOrder;
  /** Column of the source by column of the dataset. */
  readonly columns: Readonly<Record<string, string>>;
  readonly ignored: readonly string[];
  /** What should be looked at, in sentences. */
  readonly notes: readonly string[];
}

/** What an import did. */
export interface ImportReport {
  readonly file: string;
  readonly dataset: DatasetName;
  readonly venue: string;
  readonly symbol: string;
  /** `null` where the dataset has none. */
  readonly timeframe: string | null;
  /** What the rows are of; `null` for a series, which nobody trades. */
  readonly instrument: Instrument | null;
  readonly understood: Understood;
  /** Rows of the source: the sum of written, unchanged and quarantined ones. */
  readonly read: number;
  /** Rows that are new in the lake or replaced other values; that would be, of a dry run. */
  readonly written: number;
  /** Rows that the lake held already with the same values. */
  readonly unchanged: number;
  /** Events that the lake held and the source, which spans their time, does not have. */
  readonly removed: number;
  readonly quarantined: number;
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
  readonly quarantineFile: string | null;
  /** Rows whose time was put on the grid. */
  readonly snapped: number;
  /** Rows whose time was finer than a millisecond, and was cut. */
  readonly cut: number;
  /** Times of the first and the last good row of the file. */
  readonly from: number;
  readonly to: number;
  /** Holes between them; `null` on a calendar with closed days and without a timeframe. */
  readonly gaps: Gaps | null;
  /** Whether nothing was written. */
  readonly dryRun: boolean;
}

/**
 * Import a file of rows of any dataset into the lake. Rows that break a rule go to a quarantine file
 * with the reason and never into the lake; the others are sorted and merged by time. Very many
 * events are written day by day; all else at once, or not at all.
 *
 * @throws {UserError} where the file cannot be read or understood, or none of its rows is good; then
 * the lake stays as it was.
 */
export async function importFile(
  options: ImportOptions & { readonly dryRun?: boolean | undefined },
): Promise<ImportReport> {
  const { file, dryRun = false } = options;
  const plan = await planImport(options);
  const { key, dataDir, instrument } = plan;
  const duration = key.timeframe === null ? null : timeframeMs(key.timeframe);
  let written = 0, unchanged = 0, removed = 0;
  let gaps: Gaps | null = null;
  const sifted = await siftRows(plan, async (table, blankVolume) => {
    if (blankVolume && options.dataset === undefined) refuseToReplace(plan);
    if (duration !== null && plan.calendar === "crypto") gaps = countGaps(table.ts, duration);
    if (dryRun) {
      written += table.ts.length;
      return;
    }
    const rules = instrument ?? undefined;
    const done = await writeDataset(dataDir, { ...key, instrument: rules, table });
    written += done.added + done.changed;
    unchanged += done.unchanged;
    removed += done.removed;
  });
  if (sifted.read === 0) {
    throw new UserError(`Cannot import "${file}": it has a header but no rows`);
  }
  const quarantineFile = dryRun
    ? null
    : await writeQuarantine(dataDir, key, { file, rows: sifted.quarantined });
  if (sifted.good === 0) throw nothingGood(file, sifted, quarantineFile);
  const { dataset, venue, symbol, timeframe } = key;
  const report = {
    ...{ file, dataset, venue, symbol, timeframe, instrument },
    understood: understoodOf(plan, sifted),
    read: sifted.read,
    ...{ written, unchanged, removed },
    quarantined: sifted.bad,
    reasons: sifted.reasons,
    quarantineFile,
    snapped: sifted.snapped,
    cut: sifted.cut,
    from: sifted.from,
    to: sifted.to,
    gaps,
    dryRun,
  };
  if (!dryRun) await writeImportRecord(dataDir, report);
  return report;
}

/** Prices of a mark or an index look like bars without volume, and must not take the bars' place. */
function refuseToReplace({ file, dataDir, key }: ImportPlan): void {
  const held = findSeries(dataDir, key).some((each) => each.timeframe === key.timeframe);
  if (!held) return;
  throw new UserError(
    `Cannot import "${file}": no row has a volume, and bars of "${key.symbol}" are held; pass ` +
      `--dataset mark_prices or index_prices if it holds these, and --dataset bars if it holds bars`,
  );
}

function understoodOf(
  { source, layout, rules, key, foundTimeframe }: ImportPlan,
  sifted: SiftedRows,
) {
  const { header, format } = source;
  const used = new Set([layout.time, layout.date, ...layout.columns.values()]);
  const nameOf = (index: number) => header[index] || "(unnamed)";
  return {
    format,
    foundTimeframe,
    time: {
      column: nameOf(layout.time),
      units: sifted.units,
      zone: rules.local?.zone ?? "UTC",
      label: rules.closesAfterMs === undefined ? "open" as const : "close" as const,
    },
    order: sifted.order,
    columns: Object.fromEntries([...layout.columns].map(([name, index]) => [name, nameOf(index)])),
    ignored: [...header.keys()].filter((index) => !used.has(index)).map(nameOf),
    notes: notesOf(key.symbol, sifted),
  };
}

function notesOf(symbol: string, { blankVolume, symbol: said }: SiftedRows): string[] {
  const plain = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const [base] = symbol.split("/");
  return [
    ...(said !== undefined && !plain(said).startsWith(plain(base!))
      ? [`the rows say that they are of "${said}"`]
      : []),
    ...(blankVolume
      ? [
        "no row has a volume; if these are prices of a mark or an index, pass --dataset mark_prices",
      ]
      : []),
  ];
}

function nothingGood(
  file: string,
  { reasons }: SiftedRows,
  quarantineFile: string | null,
): UserError {
  const list = Object.entries(reasons).map(([reason, count]) => `${reason}: ${count}`).join(", ");
  const see = quarantineFile === null ? "" : `; see "${quarantineFile}"`;
  return new UserError(`Cannot import "${file}": none of its rows is good (${list})${see}`);
}
