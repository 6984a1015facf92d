import assert from "node:assert/strict";
import { gapNote } from "../../../research/report/gap_note.ts";
import { ACME, barsOf, HOUR, still } from "../fixtures.ts";

const whole = barsOf(still(100, 10));
const holed = { ...whole, ts: whole.ts.map((ts, i) => i < 4 ? ts : ts + 3 * HOUR) };

Deno.test("gapNote counts the holes of each instrument, and says so once where they are the same", () => {
  const beta = { ...ACME, symbol: "BETA" };
  assert.equal(gapNote([{ instrument: ACME, bars: whole }], "1h"), null);
  assert.equal(
    gapNote([{ instrument: ACME, bars: holed }, { instrument: beta, bars: holed }], "1h"),
    "ACME, BETA: 3 bars missing in 1 run. Nothing was filled in.",
  );
  assert.equal(gapNote([{ instrument: { ...ACME, calendar: "equity" }, bars: holed }], "1h"), null);
});
