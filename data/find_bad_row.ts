import { barColumns } from "./bar_columns.ts";
import type { Bars } from "./bars.ts";
import { absent, type Column, type DatasetTable } from "./dataset_table.ts";
import {
  type ColumnRule,
  columnRules,
  type Dataset,
  type DatasetName,
  datasets,
  type NumberRule,
} from "./datasets.ts";
import { findBadBar } from "./find_bad_bar.ts";

/**
 * What is wrong with the first row that breaks a rule of its dataset, or `undefined` where all keep
 * them: whole times, ascending unless many events may share one, numbers in their range, texts of
 * the known words, prices of a bar within its low and high. Only the columns that the table has are
 * looked at.
 */
export function findBadRow(dataset: DatasetName, table: DatasetTable): string | undefined {
  if (hasBars(table)) return findBadBar(table);
  const { known }: Dataset = datasets[dataset];
  const { ts } = table;
  for (let i = 0; i < ts.length; i++) {
    if (!Number.isSafeInteger(ts[i]!)) return `row ${i} has time ${ts[i]}`;
    if (known !== "event" && i > 0 && ts[i]! <= ts[i - 1]!) {
      return `row ${i} has time ${ts[i]} after ${ts[i - 1]}`;
    }
  }
  for (const [name, rule] of columnRules(dataset)) {
    const column = table[name];
    if (column === undefined) continue;
    const row = findBadValue(column, rule);
    if (row !== undefined) return `row ${row} has ${name} ${column[row]}`;
  }
  return undefined;
}

/** Whether a number may stand in a column; NaN is a missing one. */
export function keepsRule(value: number, rule: NumberRule): boolean {
  if (Number.isNaN(value)) return rule.optional === true;
  const { above = -Infinity, min = -Infinity, max = Infinity } = rule;
  return Number.isFinite(value) && value > above && value >= min && value <= max;
}

function findBadValue(column: Column, rule: ColumnRule): number | undefined {
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    const good = rule.type === "text"
      ? rule.words.includes(value as string)
      : value === absent || keepsRule(Number(value), rule);
    if (!good) return i;
  }
  return undefined;
}

function hasBars(table: DatasetTable): table is DatasetTable & Omit<Bars, "volume"> {
  return barColumns.every((name) => name === "volume" || table[name] !== undefined);
}
