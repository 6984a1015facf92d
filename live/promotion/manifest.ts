import { z } from "zod";
import { runRecordSchema } from "../../research/runs/run_record.ts";

const figure = z.union([z.number(), z.string(), z.null()]);

const gateSchema = z.object({
  name: z.string(),
  value: figure,
  bound: figure,
  passed: z.boolean(),
  /** An integrity gate can never be overridden; a bound can, with a reason. */
  kind: z.enum(["integrity", "bound"]),
  reason: z.string().optional(),
});

/** One condition of promotion: the figure, its bound, and whether it holds. */
export type Gate = z.infer<typeof gateSchema>;

/** What is known of an artefact, signed beside its bytes. */
export const manifestSchema = z.object({
  format: z.literal(1),
  name: z.string(),
  /** Counts the promotions of this name, from 1. */
  version: z.int().positive(),
  /** SHA-256 of the artefact's bytes, hex. */
  hash: z.string(),
  stage: z.literal("paper"),
  promoted: z.number(),
  source: z.string(),
  /** The run that it was judged by, whole. */
  run: runRecordSchema,
  gates: z.array(gateSchema),
  /** Bounds that did not hold and were overridden, with the reason given. */
  overrides: z.array(z.object({ gate: z.string(), why: z.string() })),
  deno: z.string(),
});

/** See {@linkcode manifestSchema}. */
export type Manifest = z.infer<typeof manifestSchema>;
