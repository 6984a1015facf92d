import type { Execution } from "../../research/notebook/execution.ts";
import { formatDuration, formatMinute, formatPlural } from "../../research/report/format.ts";
import { executionState } from "./execution_state.ts";

interface Props {
  readonly name: string;
  readonly execution: Execution | null;
}

/** When a notebook was executed, whether it came to its end, and which runs it made. */
export function ExecutionLine({ name, execution }: Props) {
  if (execution === null) {
    return (
      <p class="state muted">
        <span>
          Outputs as committed; <code>{`deno task notebook:run notebooks/${name}.ipynb`}</code>{" "}
          executes it on your data
        </span>
      </p>
    );
  }
  const { text, tone } = executionState(execution);
  return (
    <>
      <p class="state">
        <strong class={tone}>{text}</strong>
        <span>
          {`${formatPlural(execution.cells, "cell")} of code on ${
            formatMinute(execution.started)
          } UTC`}
          {` in ${durationText(execution.durationMs)}`}
        </span>
        {execution.runs.map((runId) => (
          <span key={runId}>
            Run <a href={`/runs/${encodeURIComponent(runId)}`}>{runId}</a>
          </span>
        ))}
      </p>
      {execution.error && (
        <p class="note loss">{`Cell ${execution.error.cell}: ${execution.error.message}`}</p>
      )}
    </>
  );
}

function durationText(ms: number): string {
  return ms < 60_000
    ? formatPlural(Math.max(1, Math.round(ms / 1000)), "second")
    : formatDuration(ms);
}
