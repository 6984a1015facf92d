import type { DuckDBConnection } from "@duckdb/node-api";
import { datasetNames } from "../../data/datasets.ts";
import type { Lake } from "../../data/storage/open_lake.ts";
import { createRunViews } from "./run_views.ts";

/**
 * Makes the views that a notebook's SQL sees: those of the lake with `ts` as a TIMESTAMP, so that
 * `ts >= '2023-01-01'` and `date_trunc('day', ts)` work as written, and those of the runs where the
 * query's text names one.
 */
export async function createNotebookViews(
  db: DuckDBConnection,
  { lake, text }: { readonly lake: Lake; readonly text: string },
): Promise<void> {
  await lake.createViews(db);
  for (const dataset of datasetNames) {
    await db.run(
      `DROP VIEW IF EXISTS temp.${dataset}_ms; ALTER VIEW temp.${dataset} RENAME TO ${dataset}_ms; ` +
        `CREATE TEMP VIEW ${dataset} AS ` +
        `SELECT * REPLACE (epoch_ms(ts) AS ts) FROM temp.${dataset}_ms`,
    );
  }
  if (/\b(runs|equity|fills|cash_flows|orders)\b/i.test(text)) {
    await createRunViews(db, lake.dataDir);
  }
}
