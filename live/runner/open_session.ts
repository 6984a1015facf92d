import { type Lake, openLake } from "../../data/storage/open_lake.ts";
import { timeframeMs } from "../../data/timeframe.ts";
import { UserError } from "../../data/user_error.ts";
import type { Instrument } from "../../data/instrument.ts";
import {
  type LoadedMarket,
  loadMarkets,
  type MarketsQuery,
} from "../../research/backtest/load_markets.ts";
import { requireOneAccount } from "../../research/backtest/one_account.ts";
import type { Market } from "../../research/backtest/simulate.ts";
import { venueModelOf } from "../../research/runs/model_schema.ts";
import type { Manifest } from "../promotion/manifest.ts";
import { openArtefact, refersTo } from "../promotion/registry.ts";
import type { Deployment } from "./deployments.ts";
import { dataNames } from "./feed.ts";
import { takeLease } from "./lease.ts";
import { type SessionConfig, sessionConfigSchema } from "./session_config.ts";
import { latestSessionId, readStored, requireConfig } from "./session_store.ts";

/** A session that is about to run: what it is, its code and its feed. */
export interface OpenSession {
  readonly config: SessionConfig;
  readonly code: string;
  readonly markets: readonly Market[];
  /** Held as long as the session runs; the system frees it however the process ends. */
  readonly lease: Deno.FsFile;
  /** What its owner should know before it runs; "" where there is nothing. */
  readonly note: string;
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
    const lastId = latestSessionId(dataDir, deployment.name);
    const last = lastId === undefined ? null : readStored(dataDir, lastId);
    const before = !fresh && last && last.state !== "ended" ? requireConfig(last) : null;
    const { manifest, code } = await openArtefact(
      dataDir,
      before ? `${before.artefact.name}@${before.artefact.hash}` : deployment.artefact,
    );
    const { timeframe, from, to, recordedAt } = deployment;
    const lake = openLake({ dataDir });
    const range = { timeframe, from, to, venue: recordedAt };
    const drillDown = drillDownOf(deployment, manifest) ?? undefined;
    const loaded = await Promise.all(
      deployment.instruments.map((symbol, i) => {
        const asked = () => [askedOf(manifest, symbol, i)];
        return readRecorded(lake, { ...range, symbols: [symbol], drillDown, asked });
      }),
    );
    const instruments = loaded.map(({ instrument }) => instrument);
    requireOneAccount(instruments);
    const number = 1 + Number(lastId?.slice(deployment.name.length + 1) ?? 0);
    const sessionId = `${deployment.name}-${number}`;
    const config = newConfig(sessionId, deployment, manifest, loaded);
    if (before) requireUnchanged(config, before, deployment);
    const note = judgedElsewhere(config, manifest);
    return { config: before ?? config, code, markets: loaded, lease, note };
  } catch (error) {
    lease.close();
    throw error;
  }
}

/** A deployments file has no flags: what an error advises is said in its own words. */
async function readRecorded(lake: Lake, query: MarketsQuery): Promise<LoadedMarket> {
  try {
    const [market] = await loadMarkets(lake, query);
    return market!;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      error.message.replace(/pass --venue (\S+)/, 'write "recordedAt: $1" in the deployment')
        .replace("change --from or --to", "change from or to in the deployment"),
    );
  }
}

/** Paper orders are filled by the bars that filled those of the artefact's run, where they are finer. */
function drillDownOf({ timeframe }: Deployment, { run: { drillDown } }: Manifest): string | null {
  return drillDown !== null && timeframeMs(drillDown) < timeframeMs(timeframe) ? drillDown : null;
}

/** The other data that the artefact was judged with beside an instrument, or one in its place. */
function askedOf({ run }: Manifest, symbol: string, place: number): readonly string[] {
  const judged = run.instruments.findIndex((instrument) => instrument.symbol === symbol);
  return run.asked[judged < 0 ? place : judged] ?? run.asked[0] ?? [];
}

function newConfig(
  sessionId: string,
  deployment: Deployment,
  manifest: Manifest,
  markets: readonly Market[],
): SessionConfig {
  const { run, name, version, hash, overrides } = manifest;
  return sessionConfigSchema.parse({
    sessionId,
    deployment: deployment.name,
    artefact: { name, version, hash },
    overrides,
    venue: deployment.venue,
    feed: deployment.feed,
    // Costs are those that the artefact was judged with, where it was judged on the instrument.
    instruments: markets.map(({ instrument }) =>
      run.instruments.find(({ symbol, venue }) =>
        symbol === instrument.symbol && venue === instrument.venue
      ) ?? instrument
    ),
    timeframe: deployment.timeframe,
    timeframeMs: timeframeMs(deployment.timeframe),
    drillDown: drillDownOf(deployment, manifest),
    data: dataNames(markets),
    from: deployment.from ?? null,
    to: deployment.to ?? null,
    capital: deployment.capital,
    model: venueModelOf(run.model),
    limits: deployment.limits,
  });
}

/** What the artefact was judged on, where that is not what it is about to trade. */
function judgedElsewhere(config: SessionConfig, { run }: Manifest): string {
  const on = (instruments: readonly Instrument[], timeframe: string) =>
    `${instruments.map(({ symbol }) => symbol).join(" ")} ${timeframe}`;
  const judged = on(run.instruments, run.timeframe);
  const trades = on(config.instruments, config.timeframe);
  return judged === trades ? "" : `trades ${trades}, but its artefact was judged on ${judged}`;
}

/** A session keeps its artefact and costs to its end; the deployment must still ask for the rest. */
function requireUnchanged(
  now: SessionConfig,
  before: SessionConfig,
  { artefact }: Deployment,
): void {
  const asked = (config: SessionConfig) => ({
    venue: config.venue,
    feed: config.feed,
    instruments: config.instruments.map(({ venue, symbol }) => [venue, symbol]),
    timeframe: config.timeframe,
    from: config.from,
    to: config.to,
    capital: config.capital,
    limits: config.limits,
  });
  const [is, was] = [asked(now), asked(before)];
  const changed: string[] = (Object.keys(is) as (keyof typeof is)[])
    .filter((key) => JSON.stringify(is[key]) !== JSON.stringify(was[key]));
  if (!refersTo(artefact, before.artefact)) changed.push("artefact");
  if (changed.length === 0) return;
  throw new UserError(
    `Cannot continue the session "${before.sessionId}": the deployment's ${changed.join(", ")} ` +
      "changed since it began; put it back, or begin a new session with --fresh",
  );
}
