import { join } from "node:path";
import type { SessionSummary } from "../../live/journal/session_view.ts";
import { manifestSchema } from "../../live/promotion/manifest.ts";
import { artefactDir } from "../../live/promotion/registry.ts";
import type { RunRecord } from "../../research/runs/run_record.ts";

/** The run that a session's artefact was promoted by; null where the registry does not tell any more. */
export function promotedRun(
  dataDir: string,
  { artefact: { name, hash } }: Pick<SessionSummary, "artefact">,
): RunRecord | null {
  try {
    const file = join(artefactDir(dataDir, name, hash), "manifest.json");
    return manifestSchema.parse(JSON.parse(Deno.readTextFileSync(file))).run;
  } catch {
    return null;
  }
}
