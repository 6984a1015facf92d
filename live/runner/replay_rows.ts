import type { RowMessage, RowReply } from "../../research/engine/mod.ts";
import type { JournalRow } from "../journal/journal.ts";
import type { Sandbox } from "./sandbox.ts";

const BATCH = 512;

/** Feeds journalled rows to a sandbox again; yields each with its message and the answer to it. */
export async function* replayRows(
  rows: Iterable<JournalRow>,
  sandbox: Sandbox,
): AsyncGenerator<[JournalRow, RowMessage, RowReply]> {
  let batch: JournalRow[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield* replayBatch(batch, sandbox);
    batch = [];
  }
  if (batch.length > 0) yield* replayBatch(batch, sandbox);
}

async function* replayBatch(
  batch: readonly JournalRow[],
  sandbox: Sandbox,
): AsyncGenerator<[JournalRow, RowMessage, RowReply]> {
  const rows = batch.map(({ body }) => ({ body, message: JSON.parse(body) as RowMessage }));
  let i = 0;
  for await (const reply of sandbox.stepAll(rows)) yield [batch[i]!, rows[i++]!.message, reply];
}
