import assert from "node:assert/strict";
import { riskByStop } from "../../../research/sizing/mod.ts";
import { ACME, type Candle, runScript } from "../fixtures.ts";
import { atFirstClose, onPerpetual } from "./market_at.ts";

Deno.test("riskByStop loses no more than the risk where the stop is hit, fees included", () => {
  const candles: Candle[] = [[100, 100, 100, 100], [100, 100, 94, 96]];
  const run = runScript(candles, {
    0: (m) => {
      // 100 / (5 + 0.001 · 195) = 19.2.
      const quantity = riskByStop(m, { risk: 0.01, stop: 95 });
      m.buy({ quantity, stopLoss: 95 }, "1 % at risk");
    },
  }, { instruments: [{ ...ACME, lotSize: "0.000001" }] });
  assert.ok(Math.abs(run.account.cash - 9_900) < 1e-3, `${run.account.cash}`);
});

Deno.test("riskByStop goes short above the close, on a perpetual alone", () => {
  // 100 / (5 + 0.001 · 205) = 19.2.
  assert.equal(atFirstClose((m) => riskByStop(m, { risk: 0.01, stop: 105 }), onPerpetual(1)), 19);
  assert.equal(atFirstClose((m) => riskByStop(m, { risk: 0.01, stop: 105 })), 0);
});

Deno.test("riskByStop stays within the cash where the stop is near, and out where it is unknown", () => {
  // 100 / (0.01 + 0.001 · 199.99) = 476.2, and 98 can be paid for.
  assert.equal(atFirstClose((m) => riskByStop(m, { risk: 0.01, stop: 99.99 })), 98);
  assert.equal(
    atFirstClose((m) => riskByStop(m, { risk: 0.01, stop: 99.99 }), onPerpetual(10)),
    476,
  );
  assert.equal(atFirstClose((m) => riskByStop(m, { risk: 0.01, stop: NaN })), 0);
  assert.equal(atFirstClose((m) => riskByStop(m, { risk: 0, stop: 95 })), 0);
  assert.throws(
    () => atFirstClose((m) => riskByStop(m, { risk: 2, stop: 95 })),
    /^RangeError: Cannot risk 2 of the equity on ACME; give 0 to 1, such as 0.01$/,
  );
});
