import type { TableModel } from "../../islands/ui/table_model.ts";
import type { SessionReader } from "../_server/dashboard.ts";
import { sessionTable } from "./session_table.ts";

/** Sessions that the overview shows. */
const LATEST = 5;

/** The list of sessions, and a text that changes with it. */
export interface SessionsView {
  version(): string;
  view(): TableModel;
}

/** Lists the sessions: all of them, or the latest few with those that run first. */
export function sessionsView(sessions: SessionReader, latest: boolean): SessionsView {
  const listed = () => {
    const all = sessions.list();
    if (!latest) return all;
    return all.toSorted((a, b) => Number(b.held) - Number(a.held)).slice(0, LATEST);
  };
  return {
    version: () =>
      JSON.stringify(
        listed().map((
          { sessionId, held, state, updated, bars },
        ) => [sessionId, held, state, updated, bars]),
      ),
    view: () => sessionTable(listed()),
  };
}
