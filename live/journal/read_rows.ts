import type { DatabaseSync } from "node:sqlite";
import type { JournalRow } from "./journal.ts";

/** The rows of a journal from `from` on, in order, with their decisions. */
export function* readRows(db: DatabaseSync, from = 0): Generator<JournalRow> {
  const decisions = db.prepare(
    "SELECT text, why, refusal FROM decisions WHERE row = ? ORDER BY n",
  );
  const decided = new Set(
    db.prepare("SELECT DISTINCT row FROM decisions WHERE row >= ?").all(from).map(({ row }) =>
      Number(row)
    ),
  );
  const inputs = db.prepare("SELECT * FROM inputs WHERE row >= ? ORDER BY row");
  for (const input of inputs.iterate(from)) {
    const row = Number(input.row);
    yield {
      row,
      ts: Number(input.ts),
      body: String(input.body),
      equity: Number(input.equity),
      decisions: !decided.has(row) ? [] : decisions.all(row).map((each) => ({
        decision: [String(each.text), String(each.why)] as const,
        refusal: String(each.refusal),
      })),
    };
  }
}
