import { hashDecisions } from "../../research/backtest/decision_hash.ts";
import type { Market } from "../../research/backtest/simulate.ts";
import { canonicalDecisions } from "../../research/engine/mod.ts";
import { Journal } from "../journal/journal.ts";
import { PaperVenue } from "../venues/paper_venue.ts";
import { recordedFeed } from "./feed.ts";
import { Sandbox } from "./sandbox.ts";
import { Session } from "./session.ts";
import { type SessionConfig, startMessage } from "./session_config.ts";

/** What a whole session over recorded bars came to. */
export interface Rehearsal {
  /** In canonical form, one a line. */
  readonly decisions: string;
  readonly decisionHash: string;
  readonly finalEquity: number;
}

/**
 * Runs an artefact as the live runner would, sandbox, gate, journal and paper venue included, with
 * nothing kept. What it decides here is what it will decide live on the same bars.
 *
 * @throws SandboxError where the strategy fails.
 */
export async function rehearse(
  code: string,
  config: SessionConfig,
  markets: readonly Market[],
): Promise<Rehearsal> {
  const start = startMessage(config);
  const journal = Journal.open(":memory:", "{}", 0);
  const venue = new PaperVenue(":memory:", start, { model: config.model, markets });
  const session = new Session({
    config,
    journal,
    venue,
    openSandbox: () => Sandbox.start(code, start),
    now: () => 0,
    killSwitch: () => "",
  });
  try {
    await session.recover();
    for (const row of recordedFeed(markets, config.timeframeMs)) {
      venue.advance({ row: session.rows, ...row });
      await session.step(row.ts, row.bars);
    }
    const { orders, account } = session.blotter;
    const decisions = canonicalDecisions(orders, account);
    return {
      decisions,
      decisionHash: hashDecisions(decisions),
      finalEquity: account.equity(),
    };
  } finally {
    await session.close();
    venue.close();
    journal.close();
  }
}
