import { Command, InvalidArgumentError, Option } from "commander";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../data/cli.ts";
import { dataDirOption, jsonOption } from "../../data/cli_options.ts";
import { messageOf } from "../../data/message_of.ts";
import { resolvePath } from "../../data/data_dir.ts";
import { progressLine } from "../../data/progress_line.ts";
import { type Deployment, readDeployments } from "../runner/deployments.ts";
import { pressKillSwitch, releaseKillSwitch } from "../runner/kill_switch.ts";
import { type OpenSession, openSession } from "../runner/open_session.ts";
import { runSession } from "../runner/run_session.ts";
import { liveSheet } from "../runner/live_sheet.ts";

const SHIPPED = fileURLToPath(new URL("../deployments.yaml", import.meta.url));

interface Options {
  readonly speed: number;
  readonly fresh?: true;
  readonly halt?: string;
  readonly release?: true;
  readonly json?: true;
  readonly dataDir: string;
}

/** `deno task live`: runs deployments of promoted artefacts until their feeds end. */
export function liveCommand(): Command {
  return new Command("live")
    .description("Run deployments of promoted artefacts; continue where a runner was stopped")
    .argument("[deployments]", "a YAML file (default: live/deployments.yaml)")
    .addOption(
      new Option("--speed <multiple>", "of real time: 1, 60, … or max").default(Infinity, "max")
        .argParser(parseSpeed),
    )
    .option("--fresh", "begin new sessions where old ones have not ended")
    .option("--halt <why>", "press the kill switch: running sessions cancel and halt, none starts")
    .option("--release", "release the kill switch")
    .addOption(jsonOption())
    .addOption(dataDirOption())
    .action(run);
}

async function run(file: string | undefined, options: Options): Promise<void> {
  const { dataDir, halt, release, json } = options;
  if (halt !== undefined) {
    pressKillSwitch(dataDir, halt);
    return console.error(`The kill switch is on: ${halt}`);
  }
  if (release) {
    const was = releaseKillSwitch(dataDir);
    return console.error(was ? "The kill switch is released" : "The kill switch was not on");
  }
  const deployments = readDeployments(file === undefined ? SHIPPED : resolvePath(file));
  const opened = await openAll(dataDir, deployments, options.fresh === true);
  for (const { config, note } of opened) {
    if (note !== "") console.error(`note: ${config.deployment}: ${note}`);
  }
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(name, () => stop.abort());
  }
  const progress = progressLine("Live", "bars");
  const ends = await Promise.allSettled(opened.map((session) =>
    runSession(session, {
      dataDir,
      speed: options.speed,
      signal: stop.signal,
      onProgress: (_, done, total) => void progress.update(done, total),
    })
  ));
  progress.end();
  const outcomes = ends.flatMap((end) => end.status === "fulfilled" ? [end.value] : []);
  const failures = ends.flatMap((end) => end.status === "rejected" ? [messageOf(end.reason)] : []);
  for (const { sessionId, state, reason } of outcomes) {
    if (state === "halted") failures.push(`Session ${sessionId} halted: ${reason}`);
  }
  if (json) console.log(JSON.stringify({ sessions: outcomes }));
  else if (outcomes.length > 0) console.log(liveSheet(outcomes));
  for (const failure of failures) console.error(`error: ${failure}`);
  Deno.exit(failures.length === 0 ? 0 : 1);
}

/** Opens every deployment's session, or none of them. */
async function openAll(
  dataDir: string,
  deployments: readonly Deployment[],
  fresh: boolean,
): Promise<OpenSession[]> {
  const opened: OpenSession[] = [];
  try {
    for (const deployment of deployments) {
      opened.push(await openSession(dataDir, deployment, fresh));
    }
    return opened;
  } catch (error) {
    for (const { lease } of opened) lease.close();
    throw error;
  }
}

function parseSpeed(text: string): number {
  if (text === "max") return Infinity;
  const speed = Number(text);
  if (speed > 0) return speed;
  throw new InvalidArgumentError("it is not a multiple of real time; write 1, 60 or max");
}

if (import.meta.main) await runCommand(liveCommand());
