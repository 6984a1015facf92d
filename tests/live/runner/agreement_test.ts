import assert from "node:assert/strict";
import fc from "fast-check";
import { DELISTING, LIQUIDATION } from "../../../research/engine/mod.ts";
import {
  backtestOutcome,
  marketsOf,
  type Outcome,
  outcomeOf,
  sessionConfigOf,
  settings,
  strategyOf,
} from "./agreement.ts";
import { Life } from "./session_fixtures.ts";

const RUNS = Number(Deno.env.get("TAPEOUT_AGREEMENTS") ?? 60);

Deno.test("a session decides, fills and ends as the backtest does, to the last digit", async () => {
  await fc.assert(
    fc.asyncProperty(settings, async (setting) => {
      const markets = marketsOf(setting);
      const expected = backtestOutcome(strategyOf(setting), markets, setting.model);
      const life = new Life(null, markets.map(({ bars }) => bars), () => ({}), {
        config: sessionConfigOf(setting, markets),
        strategy: strategyOf(setting),
        markets,
      });
      try {
        await life.run();
        const equity = [...life.journal.rows()].map((row) => row.equity);
        assert.deepEqual(outcomeOf(life.session.blotter, equity), expected);
      } finally {
        life.close();
      }
    }),
    { numRuns: RUNS },
  );
});

/** What must have come up in the settings, or their agreement would say little. */
const REACHED = [
  ...["market", "limit", "stop", "stop_limit", "take_profit", "trailing_stop"].map((type) =>
    `${type} filled`
  ),
  ...["IOC", "FOK", "until", "post-only", "reduce-only"].map((term) => `${term} filled`),
  ...["IOC expired", "FOK expired", "until expired", "post-only rejected"],
  ...["protection filled", "protection held", "protection cancelled"],
  ...["leg filled", "leg cancelled", "refused", "rejected by chance"],
  ...["fill", "liquidation", "funding", "insurance", "short", "partly filled", "change", "cancel"],
  ...["delisting", "price stop", "time stop", "owner"],
];

function reachedBy({ decisions, orders, fills, flows }: Outcome): string[] {
  const held = new Map<number, number>();
  return [
    ...decisions.flatMap((text) => /^\{"(change|cancel)"/.exec(text)?.[1] ?? []),
    ...decisions.some((text) => /"owner":2/.test(text)) ? ["owner"] : [],
    ...orders.flatMap(({ type, state, terms, parent, group, reason, filled, quantity, why }) => [
      /^(price|time) stop/.exec(why)?.[0] ?? "",
      `${type} ${state}`,
      ...terms.split(" ").map((term) => `${term} ${state}`),
      state,
      parent !== null ? `protection ${state}` : group !== null ? `leg ${state}` : "",
      reason?.startsWith("rejected by chance") ? "rejected by chance" : "",
      Number(filled) > 0 && Number(filled) < Number(quantity) ? "partly filled" : "",
    ]),
    ...fills.flatMap(([, id, instrument, side, lots]) => {
      const lotsHeld = (held.get(instrument!) ?? 0) + side! * lots!;
      held.set(instrument!, lotsHeld);
      const taking = id === LIQUIDATION ? "liquidation" : id === DELISTING ? "delisting" : "fill";
      return [taking, lotsHeld < 0 ? "short" : ""];
    }),
    ...flows.map(([, , kind]) => kind === 0 ? "funding" : "insurance"),
  ];
}

Deno.test("the settings that are drawn reach every kind of order, end and payment", () => {
  const reached = new Set<string>();
  for (const setting of fc.sample(settings, { numRuns: 150, seed: 20_000_103 })) {
    const outcome = backtestOutcome(strategyOf(setting), marketsOf(setting), setting.model);
    for (const each of reachedBy(outcome)) reached.add(each);
  }
  assert.deepEqual(REACHED.filter((each) => !reached.has(each)), []);
});
