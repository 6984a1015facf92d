import assert from "node:assert/strict";
import { SessionReplica } from "../../../live/journal/session_replica.ts";
import { sessionsDir } from "../../../live/runner/session_store.ts";
import { inTempDir } from "../../data/helpers.ts";
import { ACME, barsOf, scripted, still } from "../../research/fixtures.ts";
import { configOf, Life } from "../runner/session_fixtures.ts";

Deno.test("SessionReplica tells a refusal on the last row as on any other, and only once", () =>
  inTempDir(async (dataDir) => {
    const config = configOf({ instruments: [ACME], limits: { maxPosition: 1000 } });
    const dir = `${sessionsDir(dataDir)}/${config.sessionId}`;
    Deno.mkdirSync(dir, { recursive: true });
    const strategy = scripted((m) => {
      if (m.index > 1) return;
      m.buy({ quantity: 11 }, "too much");
      m.buy({ quantity: 4 }, "enough");
    });
    const life = new Life(dir, [barsOf(still(100, 3))], () => ({}), { config, strategy });
    const replica = new SessionReplica(dataDir, config);
    const orders = () =>
      replica.refresh().orders.map(({ state, reason }) =>
        reason === null ? state : [state, reason]
      );
    const refused = ["refused", "position would be 1100, above the limit of 1000"];
    await life.run(1);
    assert.deepEqual(orders(), [refused, "requested"]);
    assert.deepEqual(orders(), [refused, "requested"]);
    await life.run(2);
    const second = ["refused", "position would be 1500, above the limit of 1000"];
    assert.deepEqual(orders(), [refused, "filled", second, "requested"]);
    await life.run();
    assert.deepEqual(orders(), [refused, "filled", second, "filled"]);
    life.close();
  }));
