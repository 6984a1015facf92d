import { type ColumnRule, columnRules, type DatasetName } from "../datasets.ts";
import { closeTimeNames, columnNames, symbolNames, timeNames } from "./column_names.ts";

/** What the columns of a source mean. */
export interface Layout {
  readonly dataset: DatasetName;
  /** Column of the time, counted from 0. */
  readonly time: number;
  /** Column of the date, where that of the time may hold the time of day only. */
  readonly date: number | undefined;
  /** Whether the column is named as the end of its row. */
  readonly closeTime: boolean;
  /** Column of the source by column of the dataset. */
  readonly columns: ReadonlyMap<string, number>;
  /** Taker sales are what is left of the volume. */
  readonly sellIsRest: boolean;
  /** Column that names the symbol. */
  readonly symbol: number | undefined;
}

/** What is known of a source before its columns are looked at. */
export interface LayoutHints {
  /** "BTC", so that a column "Volume BTC" is known for the volume. */
  readonly base: string;
  readonly dataset?: DatasetName | undefined;
  /** Column of a series' value. */
  readonly column?: string | undefined;
}

/** Why a header has no layout. */
export type NoLayout =
  | { readonly missing: readonly string[] }
  | { readonly several: readonly DatasetName[] };

/** Datasets that their columns tell from others, and of each those that it hides. */
const telling: readonly (readonly [DatasetName, ...DatasetName[]])[] = [
  ["bars", "taker_flow", "trades"],
  ["books", "trades"],
  ["funding_rates"],
  ["long_short_ratio"],
  ["open_interest"],
  ["quotes"],
  ["trades"],
  ["taker_flow"],
];

/**
 * Find what the columns of a header mean: those of the dataset named, else of the one that they
 * belong to. A time and one other column are a series.
 */
export function recogniseLayout(
  header: readonly string[],
  hints: LayoutHints,
): Layout | NoLayout {
  const words = header.map(plain);
  if (hints.dataset !== undefined) return layoutOf(words, hints.dataset, hints);
  const found = new Map<DatasetName, Layout>();
  for (const [dataset] of telling) {
    const layout = layoutOf(words, dataset, hints);
    if ("columns" in layout && !layout.sellIsRest) found.set(dataset, layout);
  }
  for (const [dataset, ...hidden] of telling) {
    if (found.has(dataset)) { for (const each of hidden) found.delete(each); }
  }
  if (found.size > 1) return { several: [...found.keys()] };
  const [only] = found.values();
  if (only !== undefined) return only;
  const series = layoutOf(words, "series", hints);
  return "columns" in series ? series : layoutOf(words, "bars", hints);
}

function layoutOf(
  words: readonly string[],
  dataset: DatasetName,
  hints: LayoutHints,
): Layout | NoLayout {
  const find = (names: readonly string[]) =>
    names.map((name) => words.indexOf(name)).find((index) => index >= 0);
  const open = find(timeNames);
  const close = find(closeTimeNames);
  const time = open ?? close ?? (words[0] === "" ? 0 : undefined);
  const columns = new Map<string, number>();
  const rules = columnRules(dataset);
  for (const [name] of rules) {
    const index = find(namesOf(dataset, name, hints)) ?? onlyOther(words, dataset, time);
    if (index !== undefined) columns.set(name, index);
  }
  const sellIsRest = dataset === "taker_flow" && !columns.has("taker_sell_volume") &&
    columns.has("volume");
  const missing = [
    ...(time === undefined ? ["time"] : []),
    ...rules.filter(([name, rule]) => isNeeded(rule) && !columns.has(name)).map(([name]) => name)
      .filter((name) => !(sellIsRest && name === "taker_sell_volume")),
  ];
  if (time === undefined || missing.length > 0) return { missing };
  const closeTime = open === undefined && close !== undefined;
  const date = words[time] === "time" ? find(["date"]) : undefined;
  return { dataset, time, date, closeTime, columns, sellIsRest, symbol: find(symbolNames) };
}

function namesOf(dataset: DatasetName, column: string, hints: LayoutHints): readonly string[] {
  const names = columnNames[dataset][column] ?? [];
  if (column === "volume") return [...names, `volume${hints.base.toLowerCase()}`];
  if (dataset === "series" && hints.column !== undefined) return [plain(hints.column)];
  // Freqtrade keeps a funding rate where a bar has its open; nobody else's bars are meant.
  return hints.dataset === "funding_rates" ? [...names, "open"] : names;
}

/** A series' value is the one column beside its time, whatever its name. */
function onlyOther(
  words: readonly string[],
  dataset: DatasetName,
  time: number | undefined,
): number | undefined {
  if (dataset !== "series" || time === undefined) return undefined;
  const others = [...words.keys()].filter((index) =>
    index !== time && words[index] !== "" && words[index] !== "date" &&
    !symbolNames.includes(words[index]!)
  );
  return others.length === 1 ? others[0] : undefined;
}

function isNeeded(rule: ColumnRule): boolean {
  return !("optional" in rule);
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
