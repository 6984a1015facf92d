import { z } from "zod";
import { instrumentSchema } from "../../data/instrument_schema.ts";
import { type StartMessage, tradingRulesOf } from "../../research/engine/mod.ts";
import { limitsSchema } from "../../research/runs/limits_schema.ts";
import { venueModelSchema } from "../../research/runs/model_schema.ts";

/** What a session is, fixed at its start and kept in its journal. */
export const sessionConfigSchema = z.object({
  sessionId: z.string(),
  deployment: z.string(),
  artefact: z.object({ name: z.string(), version: z.int(), hash: z.string() }),
  overrides: z.array(z.object({ gate: z.string(), why: z.string() })),
  venue: z.literal("paper"),
  feed: z.literal("lake"),
  instruments: z.array(instrumentSchema),
  timeframe: z.string(),
  timeframeMs: z.int(),
  /** Timeframe of the bars that decide the path within a bar; null where none do. */
  drillDown: z.string().nullable(),
  /** Names of the other data beside each instrument's bars. */
  data: z.array(z.array(z.string())),
  /** Bounds of the feed's open times, ms; null where open. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  capital: z.number().positive(),
  model: venueModelSchema,
  limits: limitsSchema,
});

/** See {@linkcode sessionConfigSchema}. */
export type SessionConfig = z.infer<typeof sessionConfigSchema>;

/** The message that opens the artefact for this session. */
export function startMessage(config: SessionConfig): StartMessage {
  const { leverage, marginMode } = config.model;
  const { priceStop, timeStopMs } = config.limits;
  return {
    instruments: config.instruments.map(tradingRulesOf),
    timeframeMs: config.timeframeMs,
    cash: config.capital,
    ...(leverage === undefined && marginMode === undefined
      ? {}
      : { margin: { leverage, marginMode } }),
    ...(priceStop === undefined && timeStopMs === undefined
      ? {}
      : { exits: { priceStop, timeStopMs } }),
    ...(config.data.every(({ length }) => length === 0) ? {} : { data: config.data }),
  };
}
