import assert from "node:assert/strict";
import fc from "fast-check";
import { backtestOutcome, marketsOf, outcomeOf, sessionConfigOf, settings } from "./agreement.ts";
import { drawn } from "./drawn_strategy.ts";
import { Life } from "./session_fixtures.ts";

const RUNS = Number(Deno.env.get("TAPEOUT_AGREEMENTS") ?? 60);

Deno.test("a session decides, fills and ends as the backtest does, to the last digit", async () => {
  await fc.assert(
    fc.asyncProperty(settings, async (setting) => {
      const markets = marketsOf(setting);
      const expected = backtestOutcome(drawn(setting.seed), markets, setting.model);
      const life = new Life(null, markets.map(({ bars }) => bars), () => ({}), {
        config: sessionConfigOf(setting, markets),
        strategy: drawn(setting.seed),
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
