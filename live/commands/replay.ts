import { Command } from "commander";
import { runCommand } from "../../data/cli.ts";
import { dataDirOption, jsonOption } from "../../data/cli_options.ts";
import { formatTime } from "../../data/format_time.ts";
import { formatCount, formatNumber } from "../../research/report/format.ts";
import { type Replay, replay } from "../runner/replay.ts";

/** `deno task replay`: feeds a session's journal to its artefact and compares the decisions. */
export function replayCommand(): Command {
  return new Command("replay")
    .description("Replay a session's journal through its artefact and compare every decision")
    .argument("<session>", "a session's id, as deno task live prints it")
    .addOption(jsonOption())
    .addOption(dataDirOption())
    .action(run);
}

async function run(
  sessionId: string,
  { json, dataDir }: { json?: true; dataDir: string },
): Promise<void> {
  const result = await replay(dataDir, sessionId);
  if (json) {
    const { difference, ...rest } = result;
    console.log(JSON.stringify(difference === null ? rest : { ...rest, difference }));
  } else console.log(sheet(result));
  if (!result.identical) Deno.exitCode = 1;
}

function sheet({ sessionId, decisions, decisionHash, finalEquity, difference }: Replay): string {
  const facts = [
    `Decisions     ${formatCount(decisions)}`,
    `Sha256        ${decisionHash}`,
    `Final equity  ${formatNumber(finalEquity)}`,
  ];
  if (difference === null) return [`${sessionId} replays identically`, ...facts].join("\n");
  const { ts, journalled, replayed } = difference;
  return [
    `${sessionId} does NOT replay: it differs on the bar of ${formatTime(ts)}`,
    `Journalled    ${journalled ?? "nothing"}`,
    `Replayed      ${replayed ?? "nothing"}`,
    ...facts,
  ].join("\n");
}

if (import.meta.main) await runCommand(replayCommand());
