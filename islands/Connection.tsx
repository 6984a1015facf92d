import { useEffect, useState } from "preact/hooks";
import { type ConnectionState, onConnection } from "./connection_state.ts";

const WORDS: Record<ConnectionState, string> = {
  connecting: "Connecting",
  connected: "Connected",
  reconnecting: "Reconnecting",
  paused: "Paused",
};

/** Whether the page's figures are up to date, in the frame's fixed place. */
export default function Connection() {
  const [state, setState] = useState<ConnectionState>("connecting");
  useEffect(() => onConnection(setState), []);
  return <span class="connection" role="status" data-state={state}>{WORDS[state]}</span>;
}
