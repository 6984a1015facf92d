/**
 * Market data: instruments and bars, the Parquet lake that holds them, and the words they share.
 *
 * @module
 */
export * from "./bars.ts";
export * from "./gaps.ts";
export * from "./instrument.ts";
export * from "./parse_time.ts";
export * from "./timeframe.ts";
export * from "./user_error.ts";
export * from "./storage/open_lake.ts";
export type { Series, Source } from "./storage/series.ts";
export type { SeriesSummary } from "./storage/list_series.ts";
export type { BarsQuery, LoadedBars } from "./storage/read_bars.ts";
export type { BarsToWrite, WrittenBars } from "./storage/write_bars.ts";
