import type { DatasetTable } from "../../../data/dataset_table.ts";
import { columnRules, type DatasetName } from "../../../data/datasets.ts";

/** Good rows of any dataset at these times; the values of row `i` tell it from others. */
export function rowsOf(dataset: DatasetName, times: readonly number[], first = 100): DatasetTable {
  const columns = columnRules(dataset).map(([name, rule]) => {
    if (rule.type === "text") return [name, times.map((_, i) => rule.words[i % 2]!)];
    if (rule.max !== undefined) {
      return [name, Float64Array.from(times, (_, i) => (first + i) / 1e6)];
    }
    const shift = name === "high" ? 1 : name === "low" ? -1 : 0;
    return [name, Float64Array.from(times, (_, i) => first + i + shift)];
  });
  return { ts: Float64Array.from(times), ...Object.fromEntries(columns) };
}
