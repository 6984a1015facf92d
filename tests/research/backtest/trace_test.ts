import assert from "node:assert/strict";
import { traceRun } from "../../../research/backtest/trace.ts";
import { traceText } from "../../../research/report/terminal/trace_text.ts";
import { paint } from "../../../research/report/terminal/paint.ts";
import { sma } from "../../../research/indicators/mod.ts";
import { strategy } from "../../../research/engine/mod.ts";
import { ACME, barsOf, type Candle } from "../fixtures.ts";

const flat = (price: number): Candle => [price, price, price, price];

const traced = strategy("traced", {}, (_, m) => {
  sma(m.close, 2);
  return {
    onBar() {
      if (m.index === 0) {
        m.buy({ quantity: 2 }, "in");
        m.buy({ quantity: 1, limit: 90 }, "dip");
        m.buy({ quantity: 999 }, "too much");
      }
      if (m.index === 1) m.sell({ quantity: 2, stop: 80 }, "protect");
      if (m.index === 2) m.cancelAll();
    },
  };
});

Deno.test("traceRun shows what was seen, decided, filled, and why an order waits", () => {
  const rows = traceRun({
    strategy: traced,
    markets: [{
      instrument: ACME,
      bars: barsOf([flat(100), [102, 103, 91, 95], flat(95), flat(95)]),
    }],
    timeframe: "1h",
    model: { cash: 10_000 },
  }, 1);
  const text = traceText(rows, { timeframe: "1h", width: 120, paint: paint(false) });
  const [first, second, third] = text.split("\n\n");
  assert.match(
    first!,
    /#1 buy 2 market \(in\): passed the risk gate; can fill from the next bar on/,
  );
  assert.match(first!, /#3 .*too much\): refused by the risk gate: costs 99999.9 of/);
  assert.match(
    second!,
    /Bar 1, 1970-01-01 01:00 UTC\n {2}ACME: open 102, high 103, low 91, close 95/,
  );
  assert.match(second!, /#1 buy 2 market \(in\): bought 2 at 102, fee 0.20/);
  assert.match(second!, /#2 .*waits: the low of 91 is not below its limit of 90/);
  assert.match(second!, /saw +sma 2 97.5\n +position 2 ACME\n +cash 9,795.80, equity 9,985.80/);
  assert.match(third!, /#4 .*waits: the low of 95 does not reach its trigger of 80/);
  assert.match(third!, /decided +cancel #2\n +cancel #4/);
});
