import { openLake } from "../../data/storage/open_lake.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import type { Bars } from "../../data/bars.ts";
import { UserError } from "../../data/user_error.ts";
import { openArtefact } from "../promotion/registry.ts";
import type { Deployment } from "./deployments.ts";
import { takeLease } from "./lease.ts";
import { type SessionConfig, sessionConfigSchema } from "./session_config.ts";
import { storedSessions } from "./session_store.ts";

/** A session that is about to run: what it is, its code and its feed. */
export interface OpenSession {
  readonly config: SessionConfig;
  readonly code: string;
  readonly bars: readonly Bars[];
  /** Held as long as the session runs; the system frees it however the process ends. */
  readonly lease: Deno.FsFile;
}

/**
 * Opens the deployment's session: the one that has not ended, or a new one. The lease makes this
 * process the deployment's only sender.
 *
 * @throws UserError where another runner holds the deployment, the artefact does not verify, the
 * feed is not held, or the deployment was changed under a session that has not ended.
 */
export async function openSession(
  dataDir: string,
  deployment: Deployment,
  fresh: boolean,
): Promise<OpenSession> {
  const lease = await takeLease(dataDir, deployment.name);
  try {
    const sessions = storedSessions(dataDir)
      .map((stored) => ({ stored, config: sessionConfigSchema.parse(JSON.parse(stored.config)) }))
      .filter(({ config }) => config.deployment === deployment.name);
    const last = sessions.at(-1);
    const resumes = !fresh && last !== undefined && last.stored.state !== "ended";
    const reference = resumes
      ? `${last.config.artefact.name}@${last.config.artefact.hash}`
      : deployment.artefact;
    const { manifest, code } = await openArtefact(dataDir, reference);
    const lake = openLake({ dataDir });
    const loaded = await Promise.all(deployment.instruments.map((symbol) => {
      const { timeframe, from, to, source: venue } = deployment;
      return lake.readBars({ symbol, timeframe, from, to, venue });
    }));
    const { run, name, version, hash, overrides } = manifest;
    const number = 1 + Number(last?.config.sessionId.slice(deployment.name.length + 1) ?? 0);
    const config = sessionConfigSchema.parse({
      sessionId: resumes ? last.config.sessionId : `${deployment.name}-${number}`,
      deployment: deployment.name,
      artefact: { name, version, hash },
      overrides,
      venue: deployment.venue,
      feed: deployment.feed,
      // Costs are those that the artefact was judged with, where it was judged on the instrument.
      instruments: loaded.map(({ instrument }) =>
        run.instruments.find(({ symbol, venue }) =>
          symbol === instrument.symbol && venue === instrument.venue
        ) ?? instrument
      ),
      timeframe: deployment.timeframe,
      timeframeMs: timeframeMs(deployment.timeframe),
      from: deployment.from ?? null,
      to: deployment.to ?? null,
      capital: deployment.capital,
      slippageBps: run.model.slippageBps ?? 0,
      limits: deployment.limits,
    });
    if (resumes) requireUnchanged(config, last.config);
    return { config, code, bars: loaded.map(({ bars }) => bars), lease };
  } catch (error) {
    lease.close();
    throw error;
  }
}

function requireUnchanged(now: SessionConfig, before: SessionConfig): void {
  const keys = Object.keys(before) as (keyof SessionConfig)[];
  const changed = keys.filter((key) => JSON.stringify(now[key]) !== JSON.stringify(before[key]));
  if (changed.length === 0) return;
  throw new UserError(
    `Cannot continue the session "${before.sessionId}": the deployment's ${changed.join(", ")} ` +
      "changed since it began; put it back, or begin a new session with --fresh",
  );
}
