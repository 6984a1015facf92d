import type { Standing } from "../../islands/session_model.ts";
import type { SessionSummary } from "../../live/journal/session_view.ts";

/** How a session stands, and the way out where it does not run as it should. */
export function standingOf({ state, held, reason }: SessionSummary): Standing {
  switch (state) {
    case "running":
      if (held) return { text: "Running", tone: "gain", detail: "" };
      return {
        text: "Interrupted",
        tone: "warning",
        detail: "Its runner is gone; run “deno task live” to continue",
      };
    case "halted":
      return { text: "Halted", tone: "loss", detail: reason };
    case "stopped":
      return {
        text: "Stopped",
        tone: "warning",
        detail: "Run “deno task live” to continue",
      };
    case "ended":
      return { text: "Ended", tone: "plain", detail: reason };
  }
}
