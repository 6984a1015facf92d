import { join } from "node:path";
import { z } from "zod";

/** Why an execution failed. Cells of code are numbered from 1, as Jupyter numbers them. */
const cellErrorSchema = z.object({
  cell: z.number(),
  /** First lines of the cell. */
  source: z.string(),
  /** One sentence. */
  message: z.string(),
});

/** `execution.json`: one headless execution of a notebook. Times are ms. */
export const executionSchema = z.object({
  executionId: z.string(),
  name: z.string(),
  status: z.enum(["succeeded", "failed"]),
  started: z.number(),
  durationMs: z.number(),
  /** Cells of code. */
  cells: z.number(),
  /** Ids of the runs that the notebook made, in order. */
  runs: z.array(z.string()),
  error: cellErrorSchema.nullable(),
});

/** What went wrong in a cell. */
export type CellError = z.infer<typeof cellErrorSchema>;

/** The record of one headless execution. */
export type Execution = z.infer<typeof executionSchema>;

/** The folder of a notebook's executions inside a data directory. */
export function executionsDir(dataDir: string, name: string): string {
  return join(dataDir, "notebooks", name);
}
