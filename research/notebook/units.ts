import type { ColumnTable } from "arquero";

const unitsOf = new WeakMap<object, Readonly<Record<string, string>>>();

/** Says what the columns of a table are in; its display heads them with it. */
export function withUnits(
  table: ColumnTable,
  units: Readonly<Record<string, string>>,
): ColumnTable {
  unitsOf.set(table, units);
  return table;
}

/** What the columns of a table are in; tables that are derived from it by a verb do not know. */
export function units(table: object): Readonly<Record<string, string>> {
  return unitsOf.get(table) ?? {};
}
