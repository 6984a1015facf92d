import type { Bars } from "../../../data/bars.ts";
import { Journal } from "../../../live/journal/journal.ts";
import { type FedMarket, recordedFeed } from "../../../live/runner/feed.ts";
import type { Sandbox, SandboxRow } from "../../../live/runner/sandbox.ts";
import { Session, type SessionParts } from "../../../live/runner/session.ts";
import { type SessionConfig, startMessage } from "../../../live/runner/session_config.ts";
import { type PaperTerms, PaperVenue } from "../../../live/venues/paper_venue.ts";
import type { VenueOrderState } from "../../../live/venues/venue.ts";
import { artefact, type ParameterSchema, type Strategy } from "../../../research/engine/mod.ts";
import { ACME, barsOf, type Candle, HOUR, scripted } from "../../research/fixtures.ts";

export const OTHER = { ...ACME, symbol: "OTHER", base: "OTHER", tickSize: "0.5", lotSize: "0.1" };

/** A session on ACME and OTHER. */
export function configOf(changes: Partial<SessionConfig> = {}): SessionConfig {
  return {
    sessionId: "test-1",
    deployment: "test",
    artefact: { name: "scripted", version: 1, hash: "0".repeat(64) },
    overrides: [],
    venue: "paper",
    feed: "lake",
    instruments: [ACME, OTHER],
    timeframe: "1h",
    timeframeMs: HOUR,
    drillDown: null,
    data: [],
    from: null,
    to: null,
    capital: 100_000,
    model: { slippageBps: 3 },
    limits: { maxPosition: 60_000, dailyLoss: 0.2 },
    ...changes,
  };
}

/** What a venue says of an order that stands alone and was not changed. */
export function stateOf(status: VenueOrderState["status"]): VenueOrderState {
  return { status, reason: "", released: null, changes: [] };
}

/** A seeded random walk of hourly bars. */
export function walk(seed: number, count: number): Bars {
  const random = randomOf(seed);
  let price = 100;
  return barsOf(Array.from({ length: count }, (): Candle => {
    const open = price;
    price = Math.max(20, Math.round(open * (0.97 + 0.06 * random()) * 2) / 2);
    const [low, high] = [Math.min(open, price), Math.max(open, price)];
    return [open, Math.round(high * 2.02) / 2, Math.round(low * 1.98) / 2, price];
  }));
}

/** Mulberry32: even numbers in [0, 1) by seed. */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A strategy that asks for orders of every kind, cancels some, and is refused now and then. */
export const busy: Strategy<ParameterSchema> = scripted((m) => {
  const price = m.close.value;
  const turn = (m.index * 7 + m.instrument * 3) % 11;
  if (turn === 0 && m.position === 0) m.buy({ quote: m.budget / 2 }, "half of the budget");
  if (turn === 1) m.buy({ quantity: 10, limit: m.roundPriceDown(price * 0.97) }, "below");
  if (turn === 2 && m.position > 0) {
    m.sell(
      { quantity: m.roundQuantity(m.position / 2), stop: m.roundPriceDown(price * 0.98) },
      "stop",
    );
  }
  if (turn === 4) m.buy({ quantity: 1e6 }, "far too much");
  if (turn === 5) m.buy({ quantity: 0.05 }, "off the lot");
  if (turn === 6) m.cancelAll();
  if (turn === 7) {
    const id = m.buy({ quantity: 20, stop: m.roundPriceUp(price * 1.01) }, "breakout");
    if (m.index % 2 === 0) m.cancel(id);
  }
  if (turn === 9) m.exit("time is up");
});

/** The artefact of a strategy in this process, behind the interface of its sandbox. */
export function inProcess(strategy: Strategy<ParameterSchema>, config: SessionConfig): Sandbox {
  const step = artefact(strategy, {}).open(startMessage(config));
  const answer = ({ body }: SandboxRow) => JSON.parse(JSON.stringify(step(JSON.parse(body))));
  return {
    step: (row: SandboxRow) => Promise.resolve().then(() => answer(row)),
    stepAll: async function* (rows: readonly SandboxRow[]) {
      for (const row of rows) yield await Promise.resolve(answer(row));
    },
    kill: () => Promise.resolve(),
  } as unknown as Sandbox;
}

/** What a life runs besides its bars; an account on ACME and OTHER, and orders of every kind. */
export interface LifeOptions {
  readonly config?: SessionConfig;
  readonly strategy?: Strategy<ParameterSchema>;
  /** What the venue knows of the markets besides the bars. */
  readonly markets?: readonly (PaperTerms["markets"][number] & Pick<FedMarket, "data">)[];
}

/** One life of a runner over files that outlive it, or in memory where `dir` is null. */
export class Life {
  readonly journal: Journal;
  readonly venue: PaperVenue;
  readonly session: Session;
  readonly #fed: readonly FedMarket[];
  #recovered = false;

  constructor(
    readonly dir: string | null,
    readonly bars: readonly Bars[],
    change: (parts: SessionParts) => Partial<SessionParts> = () => ({}),
    { config = configOf(), strategy = busy, markets = [] }: LifeOptions = {},
  ) {
    let clock = 0;
    this.#fed = bars.map((each, i) => ({ bars: each, data: markets[i]?.data }));
    const file = (name: string) => dir === null ? ":memory:" : `${dir}/${name}.sqlite`;
    this.journal = Journal.open(file("journal"), JSON.stringify(config), 0);
    const { model } = config;
    this.venue = new PaperVenue(file("venue"), startMessage(config), { model, markets });
    const parts: SessionParts = {
      config,
      journal: this.journal,
      venue: this.venue,
      openSandbox: () => Promise.resolve(inProcess(strategy, config)),
      now: () => clock += 20,
      killSwitch: () => "",
    };
    this.session = new Session({ ...parts, ...change(parts) });
  }

  /** Recovers at first, then runs to the end of the bars, or until `until` rows are done. */
  async run(until = Infinity): Promise<this> {
    const { session, venue, journal } = this;
    if (!this.#recovered) {
      venue.recover(journal.messages());
      await session.recover();
      this.#recovered = true;
    }
    for (const row of recordedFeed(this.#fed, HOUR)) {
      if (session.rows >= until) return this;
      if (session.to !== null && row.ts <= session.to) continue;
      venue.advance({ row: session.rows, ...row });
      await session.step(row.ts, row.bars);
    }
    session.commit();
    await session.reconcile();
    return this;
  }

  /** Lets go of the files as a crash would: what was not committed is lost. */
  close(): void {
    this.journal.close();
    this.venue.close();
  }
}
