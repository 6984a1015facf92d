/**
 * Market data: instruments, bars and the other datasets, the Parquet lake that holds them, and the words they share.
 *
 * @module
 */
export * from "./bars.ts";
export * from "./dataset_table.ts";
export * from "./datasets.ts";
export * from "./gaps.ts";
export * from "./instrument.ts";
export * from "./parse_time.ts";
export * from "./timeframe.ts";
export * from "./user_error.ts";
export * from "./storage/open_lake.ts";
export type { HeldSeries, Series, Source } from "./storage/series.ts";
export type { SeriesSummary } from "./storage/list_series.ts";
export type { BarsQuery, LoadedBars } from "./storage/read_bars.ts";
export type { DatasetSummary, ListOptions } from "./storage/list_datasets.ts";
export type { DatasetQuery, LoadedDataset } from "./storage/read_dataset.ts";
export type { BarsToWrite, WrittenBars } from "./storage/write_bars.ts";
export type { DatasetToWrite, Written } from "./storage/write_dataset.ts";
