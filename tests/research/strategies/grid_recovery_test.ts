import assert from "node:assert/strict";
import { canonicalDecisions, ORDER_STATES, Simulation } from "../../../research/engine/mod.ts";
import { simulationInput } from "../../../research/backtest/simulate.ts";
import grid from "../../../research/strategies/grid.ts";
import { inTempDir } from "../../data/helpers.ts";
import { configOf, Life, walk } from "../../live/runner/session_fixtures.ts";
import { ACME } from "../fixtures.ts";

const bars = [walk(7, 160)];
const config = configOf({ instruments: [ACME], capital: 100_000, limits: {} });

Deno.test("grid's levels survive a runner that is killed again and again", () =>
  inTempDir(async (dir) => {
    const markets = [{ instrument: ACME, bars: bars[0]! }];
    const model = { ...config.model, cash: config.capital };
    const input = simulationInput({ strategy: grid, markets, timeframe: "1h", model });
    const whole = new Simulation(input).run();
    for (const until of [1, 2, 30, 31, 77, 120, Infinity]) {
      const life = new Life(dir, bars, undefined, { config, strategy: grid });
      try {
        const { blotter } = (await life.run(until)).session;
        if (until < Infinity) continue;
        const { orders, account } = blotter;
        assert.equal(
          canonicalDecisions(orders, account),
          canonicalDecisions(whole.orders, whole.account),
        );
        assert.equal(account.equity(), whole.account.equity());
        const states = new Set(
          [...orders.state.subarray(0, orders.rows)].map((i) => ORDER_STATES[i]!),
        );
        for (const state of ["filled", "working", "held", "cancelled"] as const) {
          assert.ok(states.has(state), `no order is ${state}`);
        }
      } finally {
        life.close();
      }
    }
  }));
