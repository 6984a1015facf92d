import assert from "node:assert/strict";
import { computeMetrics } from "../../../research/metrics/compute_metrics.ts";
import { dailyEquity } from "../../../research/metrics/daily_equity.ts";
import { monthlyReturns } from "../../../research/metrics/period_returns.ts";
import { psr } from "../../../research/metrics/psr.ts";
import { returns } from "../../../research/metrics/returns.ts";
import { assertCloseTo } from "./assert_close_to.ts";
import { fakeResult } from "./fake_result.ts";
import { curves, type OracleMetrics, spxRun } from "./oracle.ts";

const GOLDEN = [
  {
    fast: 10,
    slow: 30,
    finalEquity: 1376712.7563547646,
    expected: {
      totalReturn: 0.3767127563547646,
      trades: 87,
      openTrades: 1,
      feesPaid: 185868.907068235,
      slippagePaid: 0,
      fundingPaid: 0,
      cagr: 0.01588324147430109,
      maxDrawdown: -0.31389380549421775,
      maxDrawdownDurationDays: 3588,
      sharpe: 0.200597689308686,
      sortino: 0.27280739166795126,
      annualReturn: 0.015909724992772434,
      calmar: 0.05068505562804267,
      volatility: 0.10765870735089102,
      omega: 1.0463738109424052,
      valueAtRisk: -0.011074163266174764,
      conditionalValueAtRisk: -0.018245640051712923,
      winRate: 0.4137931034482759,
      sqn: 0.8034332997005031,
      exposure: 0.6137120470127326,
    },
  },
  {
    fast: 50,
    slow: 200,
    finalEquity: 2641504.700206463,
    expected: {
      totalReturn: 1.641504700206463,
      trades: 9,
      openTrades: 0,
      feesPaid: 33045.235003536,
      slippagePaid: 0,
      fundingPaid: 0,
      cagr: 0.04904395811535678,
      maxDrawdown: -0.3391805807774363,
      maxDrawdownDurationDays: 1070,
      sharpe: 0.44970098064838715,
      sortino: 0.6156611212908443,
      annualReturn: 0.049127052476459765,
      calmar: 0.1448404043764993,
      volatility: 0.12378243936398495,
      omega: 1.1138012569119706,
      valueAtRisk: -0.011193118843300048,
      conditionalValueAtRisk: -0.019683497646478414,
      winRate: 0.6666666666666666,
      sqn: 1.6210204087869358,
      exposure: 0.6570029382957885,
    },
  },
] as const;

for (const { fast, slow, finalEquity, expected } of GOLDEN) {
  Deno.test(`computeMetrics gives the golden values of sma_cross ${fast}/${slow}`, () => {
    const { result, metrics: oracle } = spxRun(fast, slow);
    assertCloseTo(result.equity.equity.at(-1), finalEquity, "final equity");
    const metrics = computeMetrics(result);
    for (const [key, value] of Object.entries(expected)) {
      assertCloseTo(metrics[key as keyof typeof metrics], value, key);
    }
    const wins = result.trades.filter((trade) => trade.exitTs && trade.profit > 0);
    const losses = result.trades.filter((trade) => trade.exitTs && trade.profit <= 0);
    const total = (trades: typeof wins) => trades.reduce((sum, trade) => sum + trade.profit, 0);
    assertCloseTo(metrics.profitFactor, -total(wins) / total(losses), "profitFactor");
    assert.equal(Object.keys(metrics).length, Object.keys(expected).length + 1);
    assertOracle(computeMetrics({ ...result, periodsPerYear: 365 }), oracle["365"]);
  });

  Deno.test(`monthlyReturns of sma_cross ${fast}/${slow} agree with pandas`, () => {
    const { result, monthly } = spxRun(fast, slow);
    assertMonths(monthlyReturns(dailyEquity(result.equity), result.cash), monthly);
  });
}

for (const curve of curves) {
  Deno.test(`computeMetrics agrees with empyrical on ${curve.name}`, () => {
    const result = fakeResult({ ts: curve.ts, close: curve.equity, cash: 0, fills: [] });
    const { ts, equity } = curve;
    assertOracle(
      computeMetrics({
        ...result,
        periodsPerYear: curve.periodsPerYear,
        equity: { ...result.equity, ts, equity },
      }),
      curve.metrics,
    );
    assertCloseTo(psr(returns(dailyEquity(curve).equity)), curve.metrics.psr, "psr");
    assertMonths(monthlyReturns(dailyEquity(curve), 10_000), curve.monthly);
  });
}

function assertOracle(metrics: ReturnType<typeof computeMetrics>, oracle: OracleMetrics): void {
  for (const [key, value] of Object.entries(oracle)) {
    if (key !== "psr") assertCloseTo(metrics[key as keyof typeof metrics], value, key);
  }
}

function assertMonths(months: ReturnType<typeof monthlyReturns>, expected: number[][]): void {
  assert.deepEqual(
    months.map(({ year, month }) => [year, month]),
    expected.map(([year, month]) => [year, month]),
  );
  months.forEach((month, i) => assertCloseTo(month.return, expected[i]![2]!, `month ${i}`));
}
