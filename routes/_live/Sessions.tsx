import SessionList from "../../islands/SessionList.tsx";
import type { SessionReader } from "../_server/dashboard.ts";
import { Empty } from "../_ui/Empty.tsx";
import { Island } from "../_ui/Island.tsx";
import { sessionsView } from "./sessions_view.ts";

interface Props {
  readonly sessions: SessionReader;
  /** Whether only the latest few are shown. */
  readonly latest?: boolean;
}

/** The list of live sessions, or what it will show. */
export function Sessions({ sessions, latest = false }: Props) {
  const model = sessionsView(sessions, latest).view();
  if (model.rows.length === 0) {
    return (
      <Empty command="deno task promote sma_cross && deno task live">
        Sessions of promoted strategies stand here, with equity, positions, orders and fills as they
        come.
      </Empty>
    );
  }
  const stream = `/live/events${latest ? "?show=latest" : ""}`;
  return <Island name="SessionList" component={SessionList} props={{ model, stream }} />;
}
