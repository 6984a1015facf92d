/** Where a source file keeps the columns of a bar, counted from 0. */
export interface SourceColumns {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** `undefined` where the source has none. */
  readonly volume: number | undefined;
}

/** Names that sources give a column, the preferred one first, without case and punctuation. */
const names: Readonly<Record<keyof SourceColumns, readonly string[]>> = {
  time: [
    "ts",
    "timestamp",
    "opentime",
    "openingtime",
    "timestampms",
    "datetime",
    "time",
    "date",
    "unix",
    "unixtime",
    "unixtimestamp",
    "epoch",
    "timeopen",
    "indexlevel0",
    "t",
  ],
  open: ["open", "openprice", "priceopen", "o"],
  high: ["high", "highprice", "pricehigh", "h"],
  low: ["low", "lowprice", "pricelow", "l"],
  close: ["close", "closeprice", "priceclose", "last", "c", "adjclose", "adjustedclose"],
  volume: ["volume", "vol", "basevolume", "volumebase", "tickvolume", "v"],
};

/**
 * Find the columns of a bar by their names in a header. A column named after the base ("Volume
 * BTC") is its volume too.
 *
 * @returns the columns, or the names of those that are missing.
 */
export function recogniseColumns(
  header: readonly string[],
  base: string,
): SourceColumns | readonly string[] {
  const words = header.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
  const find = (column: keyof SourceColumns) =>
    names[column].map((name) => words.indexOf(name)).find((index) => index >= 0);
  const found = {
    time: find("time"),
    open: find("open"),
    high: find("high"),
    low: find("low"),
    close: find("close"),
  };
  const missing = Object.entries(found).filter(([, index]) => index === undefined);
  if (missing.length > 0) return missing.map(([column]) => column);
  const ofBase = words.indexOf(`volume${base.toLowerCase()}`);
  const volume = find("volume") ?? (ofBase >= 0 ? ofBase : undefined);
  return { ...found as Record<keyof typeof found, number>, volume };
}
