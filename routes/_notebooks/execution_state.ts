import type { Execution } from "../../research/notebook/execution.ts";

/** How an execution ended, in a word. */
export function executionState({ status }: Execution): { text: string; tone: "plain" | "loss" } {
  return status === "succeeded"
    ? { text: "Executed", tone: "plain" }
    : { text: "Failed", tone: "loss" };
}
