import type { Instrument } from "../instrument.ts";
import { writeDataset } from "../storage/write_dataset.ts";
import type { Row } from "./check_row.ts";
import type { SeriesToFetch } from "./fetched_datasets.ts";
import { quarantineRows } from "./quarantine_rows.ts";
import { rowsToTable } from "./rows_to_table.ts";
import type { RefusedRow } from "./sift_page.ts";

/** Where rows go, and how many are gathered before they are written. */
export interface BatchOptions {
  readonly dataDir: string;
  readonly series: SeriesToFetch;
  readonly instrument: Instrument;
  readonly monotonicMs: () => number;
  /** Rows of one write. */
  readonly batchRows?: number | undefined;
}

/** What has been written so far. */
export interface WrittenSoFar {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  /** Time of the first and the last row written. */
  readonly from: number | null;
  readonly to: number | null;
  readonly quarantined: number;
  /** `null` where every row was good. */
  readonly quarantineFile: string | null;
}

const longestWaitMs = 10_000;

/**
 * Gathers pages and writes them in batches, so that what is in memory is bounded and a kill loses a
 * few seconds: each write is whole or not at all, and rows are written in the order of their time.
 */
export class BatchWriter {
  readonly #options: BatchOptions;
  readonly #batchRows: number;
  #rows: Row[] = [];
  #refused: RefusedRow[] = [];
  #since: number;
  #written: WrittenSoFar = {
    rows: 0,
    added: 0,
    changed: 0,
    from: null,
    to: null,
    quarantined: 0,
    quarantineFile: null,
  };

  constructor(options: BatchOptions) {
    this.#options = options;
    this.#batchRows = options.batchRows ?? (options.series.dataset === "trades" ? 50_000 : 5_000);
    this.#since = options.monotonicMs();
  }

  /** What has been written so far. */
  get written(): WrittenSoFar {
    return this.#written;
  }

  /** Rows that were taken, written or not. */
  get taken(): number {
    return this.#written.rows + this.#rows.length;
  }

  /** Keep bad rows for the quarantine. */
  refuse(rows: readonly RefusedRow[]): void {
    this.#refused.push(...rows);
  }

  /** Take a page, and write where enough is gathered or the last write is long ago. */
  async take(rows: readonly Row[]): Promise<void> {
    for (const row of rows) this.#rows.push(row);
    const waited = this.#options.monotonicMs() - this.#since;
    if (this.#rows.length >= this.#batchRows || waited >= longestWaitMs) await this.flush();
  }

  /** Write what is gathered. */
  async flush(): Promise<void> {
    const { dataDir, series, instrument } = this.#options;
    const [rows, refused] = [this.#rows, this.#refused];
    [this.#rows, this.#refused] = [[], []];
    this.#since = this.#options.monotonicMs();
    const { file, added: bad } = await quarantineRows(dataDir, series, refused);
    const written = this.#written;
    this.#written = {
      ...written,
      quarantined: written.quarantined + bad,
      quarantineFile: refused.length > 0 ? file : written.quarantineFile,
    };
    if (rows.length === 0) return;
    const table = rowsToTable(series.dataset, rows);
    const { added, changed } = await writeDataset(dataDir, { ...series, instrument, table });
    this.#written = {
      ...this.#written,
      rows: written.rows + rows.length,
      added: written.added + added,
      changed: written.changed + changed,
      from: Math.min(written.from ?? Infinity, rows[0]!.ts),
      to: Math.max(written.to ?? -Infinity, rows.at(-1)!.ts),
    };
  }
}
