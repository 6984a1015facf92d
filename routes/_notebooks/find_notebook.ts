import type { Context } from "hono";
import { UserError } from "../../data/user_error.ts";
import { type ExecutedNotebook, readExecuted } from "../../research/notebook/list_notebooks.ts";
import { pathName } from "../_ui/path_name.ts";

/** The notebook that an address names; null where there is none, with the reason left for the page. */
export function findNotebook(c: Context): { name: string; executed: ExecutedNotebook } | null {
  const name = pathName(c, "name");
  try {
    if (name !== null) return { name, executed: readExecuted(c.get("dashboard").dataDir, name) };
    c.set("missing", "There is no notebook of that name");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    c.set("missing", error.message);
  }
  return null;
}
