import { describeRun } from "../../research/report/describe_run.ts";
import { formatCount, formatMinute } from "../../research/report/format.ts";
import type { FactItem } from "../_ui/Facts.tsx";
import type { RunView } from "./run_view.ts";

/** What was run, on what, and what names it: parameters, costs, checksums and hashes. */
export function runFacts({ record, report }: RunView): FactItem[] {
  const described = describeRun(report).filter(({ label }) => label !== "Decisions");
  const data = record.instruments.map(({ symbol }, i) =>
    `${symbol} from the ${record.dataSources[i]}, sha256 ${record.dataChecksums[i]!.slice(0, 16)}`
  );
  return [
    ...described,
    {
      label: "Trial",
      text: `${formatCount(record.trial)} of ${record.strategy}, on ${
        formatMinute(record.created)
      } UTC`,
    },
    { label: "Run", text: record.runId, code: true },
    { label: "Data", text: data.join("; "), code: true },
    { label: "Decisions", ...hash(record.decisionHash) },
    { label: "Strategy", ...hash(record.strategyHash) },
    { label: "Engine", ...hash(record.engineHash) },
  ];
}

/** The head of a hash, with the whole of it where a pointer rests. */
function hash(sha256: string): Pick<FactItem, "text" | "title" | "code"> {
  return { text: `sha256 ${sha256.slice(0, 16)}`, title: sha256, code: true };
}
