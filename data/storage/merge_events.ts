import { absent, concatTables, type DatasetTable, pickRows } from "../dataset_table.ts";
import { type MergedTable, rowComparer } from "./merge_by_time.ts";

/**
 * Put events in the place of what is held of the time that they span, from their first time to their
 * last, both included; all keep their order of arrival. Of the two times at the ends held rows stay
 * where no new one equals them or has their trade or update id, so two pages that were cut within one
 * millisecond lose nothing, in whatever order and however often they come.
 */
export function mergeEvents(older: DatasetTable, newer: DatasetTable): MergedTable {
  if (older.ts.length === 0 || newer.ts.length === 0) {
    const table = older.ts.length === 0 ? newer : older;
    return { table, added: newer.ts.length, changed: 0, removed: 0 };
  }
  let first = Infinity, last = -Infinity;
  for (const ts of newer.ts) {
    if (ts < first) first = ts;
    if (ts > last) last = ts;
  }
  const before: number[] = [], spanned: number[] = [], after: number[] = [];
  older.ts.forEach((ts, row) => (ts < first ? before : ts > last ? after : spanned).push(row));
  const gone = notIn(older, spanned, newer);
  const [known, held] = [ids(newer), ids(older)];
  const comesAgain = (row: number) =>
    known !== undefined && held !== undefined &&
    known.includes(held[row]!);
  const kept = gone.filter((row) =>
    (older.ts[row] === first || older.ts[row] === last) && !comesAgain(row)
  );
  for (const row of kept) (older.ts[row] === first ? before : after).push(row);
  after.sort((a, b) => a - b);
  before.sort((a, b) => a - b);
  const fresh = newer.ts.length - (spanned.length - gone.length);
  if (first === last && fresh === 0) return { table: older, added: 0, changed: 0, removed: 0 };
  const offset = older.ts.length;
  const rows = [...before, ...newer.ts.keys().map((row) => row + offset), ...after];
  const table = pickRows(concatTables([older, newer]), Int32Array.from(rows));
  const changed = Math.min(fresh, gone.length - kept.length);
  return { table, added: fresh - changed, changed, removed: gone.length - kept.length - changed };
}

/** What tells one event from another; of a book it is its whole row. */
function ids(table: DatasetTable): BigInt64Array | undefined {
  const column = table["trade_id"] ?? table["update_id"];
  return column instanceof BigInt64Array && !column.includes(absent) ? column : undefined;
}

/** The rows, of these, that have no equal in the other table; each row there is equal to one here. */
function notIn(table: DatasetTable, rows: readonly number[], other: DatasetTable): number[] {
  const same = rowComparer(table, other);
  if (rows.length === other.ts.length && rows.every((row, j) => same(row, j))) return [];
  const keyOf = (each: DatasetTable) => {
    const columns = Object.values(each);
    return (row: number) => columns.map((column) => String(column[row])).join(" ");
  };
  const counts = new Map<string, number>();
  const otherKey = keyOf(other), ownKey = keyOf(table);
  for (let row = 0; row < other.ts.length; row++) {
    const key = otherKey(row);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return rows.filter((row) => {
    const key = ownKey(row);
    const left = counts.get(key) ?? 0;
    counts.set(key, left - 1);
    return left <= 0;
  });
}
