import { z } from "zod";
import type { RowReply } from "../../research/engine/mod.ts";

const MAX_DECISIONS = 1_000;
const replySchema = z.strictObject({
  row: z.int(),
  decisions: z.array(z.tuple([z.string().max(1_000), z.string().max(1_000)])).max(MAX_DECISIONS),
});
const errorSchema = z.strictObject({ error: z.string().max(10_000) });

/**
 * Reads a sandbox's answer to a row, strictly: it may write anything.
 *
 * @returns the reply, the error that the strategy reported, or null for anything else.
 */
export function parseReply(line: string, row: number): RowReply | { error: string } | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null;
  }
  const reply = replySchema.safeParse(parsed);
  if (reply.success) return reply.data.row === row ? reply.data : null;
  const error = errorSchema.safeParse(parsed);
  return error.success ? error.data : null;
}
