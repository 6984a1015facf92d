import { Command } from "commander";
import { runCommand } from "../../data/cli.ts";
import { dataDirOption, jsonOption } from "../../data/cli_options.ts";
import { formatTable } from "../../data/format_table.ts";
import { formatTime } from "../../data/format_time.ts";
import { listRegistry, type Registered } from "../promotion/registry.ts";

/** `deno task registry`: lists the promoted artefacts and verifies each. */
export function registryCommand(): Command {
  return new Command("registry")
    .description("List the promoted artefacts; verify bytes, manifests and signatures")
    .addOption(jsonOption())
    .addOption(dataDirOption())
    .action(run);
}

async function run({ json, dataDir }: { json?: true; dataDir: string }): Promise<void> {
  const all = await listRegistry(dataDir);
  if (json) console.log(JSON.stringify(all.map(toJson)));
  else if (all.length === 0) {
    console.log('Nothing is promoted yet; run "deno task promote sma_cross" after a backtest.');
  } else console.log(formatTable([HEADING, ...all.map(toRow)]));
  const faulty = all.filter(({ fault }) => fault !== "");
  for (const { name, path, fault } of faulty) {
    console.error(`error: Artefact ${name} at "${path}" may not run: ${fault}`);
  }
  if (faulty.length > 0) Deno.exitCode = 1;
}

const HEADING = ["artefact", "promoted", "run", "hash", "parameters", "state"];

function toRow({ name, hash, manifest, fault }: Registered): string[] {
  const { overrides = [] } = manifest ?? {};
  const state = fault !== ""
    ? "REFUSED"
    : overrides.length === 0
    ? "verified"
    : `verified, overridden: ${overrides.map(({ gate, why }) => `${gate} (${why})`).join(", ")}`;
  return [
    manifest ? `${name}@${manifest.version}` : name,
    manifest ? formatTime(manifest.promoted) : "-",
    manifest?.run.runId ?? "-",
    hash.slice(0, 12),
    Object.entries(manifest?.run.params ?? {}).map(([key, value]) => `${key}=${value}`).join(" "),
    state,
  ];
}

function toJson({ name, hash, path, manifest, fault }: Registered) {
  return {
    name,
    version: manifest?.version ?? null,
    hash,
    path,
    promoted: manifest?.promoted ?? null,
    runId: manifest?.run.runId ?? null,
    params: manifest?.run.params ?? null,
    overrides: manifest?.overrides ?? [],
    verified: fault === "",
    fault,
  };
}

if (import.meta.main) await runCommand(registryCommand());
