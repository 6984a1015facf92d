import { absent } from "../dataset_table.ts";
import { columnRules, type NumberRule, type TextRule } from "../datasets.ts";
import { keepsRule } from "../find_bad_row.ts";
import { words } from "./column_names.ts";
import { checkBar } from "./check_bar.ts";
import { type Cell, parseNumber } from "./parse_number.ts";
import { parseTimestamp, timeCell, type TimestampOptions } from "./parse_timestamp.ts";
import type { Layout } from "./recognise_layout.ts";
import type { Reason } from "./reason.ts";
import type { Batch } from "./source.ts";

/** What the rows of a source are read by. */
export interface RowRules extends TimestampOptions {
  /** Spacing of the times that a row may have, in milliseconds; `undefined` where any will do. */
  readonly gridMs?: number | undefined;
  /** Times up to this long after the grid are put on it. */
  readonly snapMs?: number | undefined;
  /** Length of a row, where its time is that of its end. */
  readonly closesAfterMs?: number | undefined;
}

/** A value of a row: a number, a whole number of 64 bits, or the number of a word. */
export type Value = number | bigint;

/** Reads the rows of a batch one by one into the columns of a dataset. */
export class RowReader {
  /** Time of the row that was read last, as the lake holds it. */
  ts = NaN;
  /** Its time as it was read, before it is put on the grid or back to its open; NaN for none. */
  shown = NaN;
  /** Its values in the order of {@linkcode columnRules}; a text is the number of its word. */
  readonly values: Value[];
  /** Whether it is a bar without a volume although the source has a column for it. */
  lacksVolume = false;
  /** Rows whose time was put on the grid. */
  snapped = 0;
  /** Rows whose time was finer than a millisecond, and was cut. */
  cut = 0;
  /** Columns of the source that are read, the time first. */
  readonly columns: readonly number[];

  readonly #rules: RowRules;
  /** Where a batch has the date, if it stands apart from the time of day. */
  readonly #date: number | undefined;
  readonly #readers: readonly ((batch: Batch, row: number) => Value | Reason)[];
  readonly #hasBars: boolean;

  constructor(layout: Layout, rules: RowRules) {
    this.#rules = rules;
    const { dataset, columns } = layout;
    const known = columnRules(dataset);
    this.columns = [
      layout.time,
      ...columns.values(),
      ...(layout.date === undefined ? [] : [layout.date]),
      ...(layout.symbol === undefined ? [] : [layout.symbol]),
    ];
    this.#date = layout.date === undefined ? undefined : columns.size + 1;
    const at = new Map([...columns.keys()].map((name, index) => [name, index + 1]));
    this.values = known.map(() => NaN);
    this.#hasBars = known.some(([name]) => name === "open");
    this.#readers = known.map(([name, rule]) => {
      if (layout.sellIsRest && name === "taker_sell_volume") {
        return this.#rest(
          known.findIndex(([each]) => each === "taker_buy_volume"),
          at.get("volume")!,
        );
      }
      const column = at.get(name);
      if (column === undefined) return () => rule.type === "integer" ? absent : NaN;
      if (rule.type === "text") return textReader(`${dataset} ${name}`, rule, column);
      if (rule.type === "integer") return integerReader(rule, column, name === "recv_ts_ns");
      return this.#number(rule, { column, name });
    });
  }

  /** Read a row; the reason where it breaks a rule, and then its values are not to be used. */
  read(batch: Batch, row: number): Reason | undefined {
    this.shown = NaN;
    const fault = batch.fault?.(row);
    if (fault !== undefined) return fault;
    const time = timeCell(batch, row, this.#date);
    if (time === null || time === "") return "missing value";
    const ts = parseTimestamp(time, this.#rules);
    if (typeof ts === "string") return ts;
    this.shown = ts;
    this.lacksVolume = false;
    for (let i = 0; i < this.#readers.length; i++) {
      const value = this.#readers[i]!(batch, row);
      if (typeof value === "string") return value;
      this.values[i] = value;
    }
    const bad = this.#hasBars ? checkBar(this.values as number[]) : undefined;
    return bad ?? this.#settleTime(ts);
  }

  #settleTime(read: number): Reason | undefined {
    const { gridMs, snapMs = 0, closesAfterMs } = this.#rules;
    let ts = read;
    if (closesAfterMs !== undefined) {
      // Binance's close time is the last millisecond of the bar.
      ts = (ts % 1000 === 999 ? ts + 1 : ts) - closesAfterMs;
    }
    if (gridMs !== undefined && ts % gridMs !== 0) {
      const beyond = ((ts % gridMs) + gridMs) % gridMs;
      if (beyond > snapMs) return "time off the grid";
      ts -= beyond;
      this.snapped++;
    } else if (!Number.isInteger(ts)) {
      ts = Math.floor(ts);
      this.cut++;
    }
    this.ts = ts;
    return undefined;
  }

  #number(rule: NumberRule, { column, name }: NumberColumn) {
    const isVolume = name === "volume" && this.#hasBars;
    return (batch: Batch, row: number): Value | Reason => {
      const number = parseNumber(batch.columns[column]![row] ?? null);
      if (isVolume && (number === "missing value" || Number.isNaN(number))) {
        this.lacksVolume = true;
        return NaN;
      }
      if (number === "missing value" && rule.optional) return NaN;
      if (typeof number === "string" || this.#hasBars) return number;
      return keepsRule(number, rule) ? number : "number out of its range";
    };
  }

  #rest(buy: number, volume: number): (batch: Batch, row: number) => Value | Reason {
    return (batch, row) => {
      const all = parseNumber(batch.columns[volume]![row] ?? null);
      if (typeof all === "string") return all;
      const rest = all - Number(this.values[buy]);
      return rest >= 0 ? rest : "number out of its range";
    };
  }
}

interface NumberColumn {
  readonly column: number;
  readonly name: string;
}

function textReader(key: string, rule: TextRule, column: number) {
  const codes = new Map([...words[key]!].map(([word, ours]) => [word, rule.words.indexOf(ours)]));
  return (batch: Batch, row: number): Value | Reason => {
    const cell = batch.columns[column]![row] ?? "";
    return codes.get(String(cell)) ?? codes.get(String(cell).trim().toLowerCase()) ??
      "unknown word";
  };
}

function integerReader(rule: NumberRule, column: number, isTime: boolean) {
  return (batch: Batch, row: number): Value | Reason => {
    const whole = wholeNumber(batch.columns[column]![row] ?? null);
    if (whole === "missing value") return rule.optional ? absent : whole;
    if (typeof whole === "string") return whole;
    if (rule.min !== undefined && whole < rule.min) return "number out of its range";
    return isTime ? nanoseconds(whole) : whole;
  };
}

function wholeNumber(cell: Cell): bigint | Reason {
  if (typeof cell === "bigint") return cell;
  if (typeof cell === "string" && /^\s*[+-]?\d+\s*$/.test(cell)) {
    const whole = BigInt(cell.trim());
    return BigInt.asIntN(64, whole) === whole ? whole : "number out of its range";
  }
  const number = parseNumber(cell);
  if (typeof number === "string") return number;
  return Number.isSafeInteger(number) ? BigInt(number) : "number out of its range";
}

/** A count since the epoch in nanoseconds, whatever its unit was. */
function nanoseconds(count: bigint): bigint {
  if (count < 100_000_000_000n) return count * 1_000_000_000n;
  if (count < 100_000_000_000_000n) return count * 1_000_000n;
  return count < 100_000_000_000_000_000n ? count * 1000n : count;
}
