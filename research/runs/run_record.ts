import { z } from "zod";
import { instrumentSchema } from "../../data/instrument_schema.ts";
import { runModelSchema } from "./model_schema.ts";

const nullable = z.number().nullable();

/** Metrics by name; fractions, not percent; null where undefined. */
const metricsSchema = z.record(z.string(), nullable);

/** `run.json`: what was run on what, and what came of it. Times are ms since the epoch. */
export const runRecordSchema = z.object({
  runId: z.string(),
  /** When it was run. */
  created: z.number(),
  strategy: z.string(),
  /** What names the strategy on the command line; null for one that lives in a notebook's kernel. */
  source: z.string().nullable(),
  /** SHA-256 of the strategy's own code. */
  strategyHash: z.string(),
  /** SHA-256 of the engine's source files. */
  engineHash: z.string(),
  params: z.record(z.string(), z.number()),
  instruments: z.array(instrumentSchema),
  timeframe: z.string(),
  /** Open times of the first and the last bar. */
  from: z.number(),
  to: z.number(),
  bars: z.number(),
  /** Timeframe of the bars that decided the path within a bar; null where none did. */
  drillDown: z.string().nullable(),
  /** Names of the other data that were fed beside the bars, an instrument. */
  asked: z.array(z.array(z.string())),
  /** SHA-256 of all that was fed of each instrument, in the order of the instruments. */
  dataChecksums: z.array(z.string()),
  dataSources: z.array(z.enum(["lake", "sample"])),
  model: runModelSchema,
  /** Bars whose outcome depended on a price path within them that is not known. */
  ambiguousBars: z.number(),
  /** Returns a year that annualise: 365 for crypto, 252 for equities. */
  periodsPerYear: z.number(),
  metrics: metricsSchema,
  /** The same for buying at the first open and holding; null where that is the strategy. */
  benchmark: metricsSchema.nullable(),
  finalEquity: z.number(),
  decisionHash: z.string(),
  /** Which evaluation of this strategy it was, counting from 1; deleted runs count. */
  trial: z.number(),
});

/** The record of one backtest. */
export type RunRecord = z.infer<typeof runRecordSchema>;
