import assert from "node:assert/strict";
import { type CostsText, costsText } from "../../../research/report/costs_text.ts";

type Given = Parameters<typeof costsText>[0];

const cases: [model: Given["model"], drillDown: string | null, says: CostsText][] = [
  [{}, null, { slippage: "none", margin: "", fills: "" }],
  [{ slippageBps: 0, leverage: 1, marginMode: "cross", rejectRate: 0 }, null, {
    ...{ slippage: "none", margin: "", fills: "" },
  }],
  [{ slippageBps: 5, spreadBps: 2, impactBps: 30 }, null, {
    slippage: "fixed 5 bps, half of a 2 bps spread, 30 bps × √(share of volume)",
    margin: "",
    fills: "",
  }],
  [{ leverage: 10, marginMode: "isolated" }, null, {
    ...{ slippage: "none", margin: "leverage 10, isolated margin", fills: "" },
  }],
  [{ marginMode: "isolated" }, null, { slippage: "none", margin: "isolated margin", fills: "" }],
  [{ participation: 0.07, latency: { medianMs: 250 }, rejectRate: 0.001, seed: 3 }, "1m", {
    slippage: "none",
    margin: "",
    fills: "at most 7% of a bar's volume, orders 250 ms late, 0.1% of orders rejected by chance, " +
      "the path within a bar by 1m bars",
  }],
  [{ book: {} }, null, {
    slippage: "what the book shows",
    margin: "",
    fills: "on the recorded depth, queued by risk_averse",
  }],
  [
    {
      latency: { medianMs: 2 },
      book: {
        ...{ stream: "quotes", queue: "power3", queuePower: 3, feedLatencyMs: 4 },
        ...{ fills: "whole", through: "whole" },
      },
    },
    null,
    {
      slippage: "what the book shows",
      margin: "",
      fills:
        "orders 2 ms late, on recorded best prices, queued by power3 of 3, filled whole by what " +
        "gets through the queue, filled whole by what goes through the price, the market seen 4 ms late",
    },
  ],
  [{ latency: { medianMs: 250, sigma: 0.5 } }, null, {
    slippage: "none",
    margin: "",
    fills: "orders 250 ms late in the median, log-normal with σ 0.5",
  }],
];

for (const [model, drillDown, says] of cases) {
  Deno.test(`costsText tells ${JSON.stringify(model)} in words`, () => {
    assert.deepEqual(costsText({ model, drillDown }), says);
  });
}
