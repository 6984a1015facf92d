import type { DatasetTable } from "../dataset_table.ts";
import { type Dataset, datasets, timeKey } from "../datasets.ts";
import { UserError } from "../user_error.ts";
import { OrderCounter, type SourceOrder } from "./order_counter.ts";
import type { Cell } from "./parse_number.ts";
import { timestampUnit } from "./parse_timestamp.ts";
import type { ImportPlan } from "./plan_import.ts";
import type { QuarantinedRow } from "./quarantine.ts";
import { RowCollector, sortedByTime } from "./row_collector.ts";
import type { Reason } from "./reason.ts";
import { RowReader } from "./row_reader.ts";
import type { Batch } from "./source.ts";
import { TimesTaken } from "./times_taken.ts";

/** Bad rows whose text is kept; the others are counted only. */
const QUARANTINED = 100_000;
/** Events in memory before those of whole days are handed on. */
const HELD_EVENTS = 2_000_000;
const DAY = 86_400_000;

/** What became of the rows of a source. */
export interface SiftedRows {
  /** Rows read, good and bad. */
  readonly read: number;
  readonly good: number;
  readonly bad: number;
  /** The bad ones by row, as far as their texts are kept. */
  readonly quarantined: readonly QuarantinedRow[];
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
  /** First and last time of the good rows; without any they are Infinity and -Infinity. */
  readonly from: number;
  readonly to: number;
  readonly order: SourceOrder;
  /** Units that times came in. */
  readonly units: readonly string[];
  /** Rows whose time was put on the grid. */
  readonly snapped: number;
  /** Rows whose time was finer than a millisecond, and was cut. */
  readonly cut: number;
  /** Whether no bar has a volume although the source has a column for it. */
  readonly blankVolume: boolean;
  /** What the source says that its rows are of, where it does. */
  readonly symbol: string | undefined;
}

/** Takes the good rows over, all at once or in parts, and whether they are bars without a volume. */
export type HandOn = (table: DatasetTable, blankVolume: boolean) => Promise<void>;

/**
 * Part the good rows of a source from the bad ones, and hand the good ones on: sorted by time, the
 * first of those that share one; events in order of arrival, and those of whole days as soon as
 * `heldEvents` are in memory (2,000,000 where not named).
 *
 * @throws {UserError} where the file cannot be read to its end or holds several symbols.
 */
export async function siftRows(
  plan: ImportPlan,
  handOn: HandOn,
  { heldEvents = HELD_EVENTS }: { readonly heldEvents?: number } = {},
): Promise<SiftedRows> {
  const sifter = new Sifter(plan, { handOn, heldEvents });
  for await (const batch of plan.source.read(sifter.reader.columns)) {
    for (let row = 0; row < batch.rows; row++) sifter.sift(batch, row);
    await sifter.handOnWholeDays();
  }
  return await sifter.finish();
}

/** A bar that has no volume, before it is known whether any has. */
interface LackingRow extends Omit<QuarantinedRow, "reason"> {
  /** Its place among the rows held. */
  readonly index: number;
}

class Sifter {
  readonly reader: RowReader;
  readonly #plan: ImportPlan;
  readonly #isEvent: boolean;
  readonly #rows: RowCollector;
  readonly #taken: TimesTaken;
  readonly #handOn: HandOn;
  readonly #heldEvents: number;
  readonly #order = new OrderCounter();
  readonly #units = new Set<string>();
  readonly #reasons: Partial<Record<Reason, number>> = {};
  readonly #quarantined: QuarantinedRow[] = [];
  #read = 0;
  #bad = 0;
  #good = 0;
  #from = Infinity;
  #to = -Infinity;
  /** Latest time of the rows held. */
  #latest = -Infinity;
  /** Time before which all is handed on. */
  #written = -Infinity;
  #limit: number;
  #hasVolume = false;
  #lacking: LackingRow[] = [];
  #symbol: string | undefined;

  constructor(
    plan: ImportPlan,
    { handOn, heldEvents }: { readonly handOn: HandOn; readonly heldEvents: number },
  ) {
    const { dataset } = plan.layout;
    const { known }: Dataset = datasets[dataset];
    this.#plan = plan;
    this.#isEvent = known === "event";
    this.reader = new RowReader(plan.layout, plan.rules);
    this.#rows = new RowCollector(dataset);
    this.#taken = new TimesTaken(() => this.#rows.times(), timeKey(dataset));
    this.#handOn = handOn;
    this.#heldEvents = this.#limit = heldEvents;
  }

  sift(batch: Batch, row: number): void {
    const { reader } = this;
    this.#read++;
    const reason = reader.read(batch, row) ?? this.#outOfPlace(reader.ts);
    this.#note(batch, row);
    if (reason !== undefined) {
      this.#refuse({ row: batch.number(row), reason, text: batch.text(row) });
      return;
    }
    if (reader.lacksVolume) {
      this.#lacking.push({ index: this.#rows.rows, row: batch.number(row), text: batch.text(row) });
    } else this.#hasVolume = true;
    this.#rows.add(reader.ts, reader.values);
    if (reader.ts > this.#latest) this.#latest = reader.ts;
  }

  async handOnWholeDays(): Promise<void> {
    if (!this.#isEvent || this.#rows.rows < this.#limit) return;
    this.#written = Math.floor(this.#latest / DAY) * DAY;
    await this.#pass(this.#rows.takeBefore(this.#written));
    this.#limit = Math.max(this.#heldEvents, 2 * this.#rows.rows);
  }

  async finish(): Promise<SiftedRows> {
    const blankVolume = this.#lacking.length > 0 && !this.#hasVolume;
    const lacking = blankVolume ? [] : this.#lacking;
    for (const { row, text } of lacking) this.#refuse({ row, text, reason: "missing value" });
    const table = this.#rows.table(lacking.map(({ index }) => index));
    await this.#pass(this.#isEvent ? table : sortedByTime(table), blankVolume);
    return {
      read: this.#read,
      good: this.#good,
      bad: this.#bad,
      quarantined: this.#quarantined.sort((a, b) => a.row - b.row),
      reasons: this.#reasons,
      from: this.#from,
      to: this.#to,
      order: this.#order.order(),
      units: [...this.#units],
      snapped: this.reader.snapped,
      cut: this.reader.cut,
      blankVolume,
      symbol: this.#symbol,
    };
  }

  /** Why a row that is good in itself cannot stand beside those before it. */
  #outOfPlace(ts: number): Reason | undefined {
    if (this.#isEvent) return ts < this.#written ? "time before a day that is written" : undefined;
    if (this.reader.lacksVolume && this.#hasVolume) return "missing value";
    return this.#taken.take(ts) ? undefined : "duplicate time";
  }

  #note(batch: Batch, row: number): void {
    const { shown } = this.reader;
    const { layout, rules } = this.#plan;
    if (Number.isFinite(shown)) {
      this.#order.add(shown);
      if (this.#read <= 1000 || this.#read % 1000 === 0) {
        this.#units.add(timestampUnit(batch.columns[0]![row] ?? null, rules.typed));
      }
    }
    if (layout.symbol !== undefined) this.#meetSymbol(batch.columns.at(-1)![row] ?? null);
  }

  #meetSymbol(cell: Cell): void {
    const symbol = String(cell ?? "").trim();
    if (symbol === "" || symbol === this.#symbol) return;
    if (this.#symbol === undefined) {
      this.#symbol = symbol;
      return;
    }
    throw new UserError(
      `Cannot import "${this.#plan.file}": it holds rows of several symbols, ` +
        `"${this.#symbol}" and "${symbol}"; split it into a file of each`,
    );
  }

  #refuse(row: QuarantinedRow): void {
    this.#bad++;
    this.#reasons[row.reason] = (this.#reasons[row.reason] ?? 0) + 1;
    if (this.#quarantined.length < QUARANTINED) this.#quarantined.push(row);
  }

  async #pass(table: DatasetTable, blankVolume = false): Promise<void> {
    if (table.ts.length === 0) return;
    for (const ts of table.ts) {
      if (ts < this.#from) this.#from = ts;
      if (ts > this.#to) this.#to = ts;
    }
    this.#good += table.ts.length;
    await this.#handOn(table, blankVolume);
  }
}
