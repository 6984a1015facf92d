import assert from "node:assert/strict";
import type { BacktestResult } from "../../../research/backtest/result.ts";
import { simulate } from "../../../research/backtest/simulate.ts";
import { computeMetrics, type Metrics } from "../../../research/metrics/mod.ts";
import smaCross from "../../../research/strategies/sma_cross.ts";
import { sample } from "../fixtures.ts";

interface Golden {
  readonly params: { readonly fast: number; readonly slow: number };
  readonly finalEquity: number;
  readonly peak: number;
  /** Size, entry bar, exit bar and net profit. */
  readonly first: readonly [number, number, number, number];
  readonly metrics: Readonly<Partial<Record<keyof Metrics, number>>>;
}

/** Two outside implementations agree on these to 7e-10 at every bar; ratios are empyrical's. */
const GOLDEN: readonly Golden[] = [
  {
    params: { fast: 10, slow: 30 },
    finalEquity: 1376712.7563547646,
    peak: 1579009.966252436,
    first: [684, 52, 75, -13515.885114],
    metrics: {
      totalReturn: 0.3767127563547646,
      cagr: 0.01588324147430109,
      annualReturn: 0.015909724992772434,
      sharpe: 0.200597689308686,
      sortino: 0.27280739166795126,
      calmar: 0.05068505562804267,
      omega: 1.0463738109424052,
      maxDrawdown: -0.31389380549421775,
      maxDrawdownDurationDays: 3588,
      volatility: 0.10765870735089102,
      valueAtRisk: -0.011074163266174764,
      conditionalValueAtRisk: -0.018245640051712923,
      winRate: 0.4137931034482759,
      trades: 87,
      openTrades: 1,
      sqn: 0.8034332997005031,
      exposure: 0.6137120470127326,
      feesPaid: 185868.907068235,
      slippagePaid: 0,
      fundingPaid: 0,
    },
  },
  {
    params: { fast: 50, slow: 200 },
    finalEquity: 2641504.700206463,
    peak: 3424094.172307815,
    first: [1063, 844, 1162, 163548.465517],
    metrics: {
      totalReturn: 1.641504700206463,
      cagr: 0.04904395811535678,
      annualReturn: 0.049127052476459765,
      sharpe: 0.44970098064838715,
      sortino: 0.6156611212908443,
      calmar: 0.1448404043764993,
      omega: 1.1138012569119706,
      maxDrawdown: -0.3391805807774363,
      maxDrawdownDurationDays: 1070,
      volatility: 0.12378243936398495,
      valueAtRisk: -0.011193118843300048,
      conditionalValueAtRisk: -0.019683497646478414,
      winRate: 0.6666666666666666,
      trades: 9,
      openTrades: 0,
      sqn: 1.6210204087869358,
      exposure: 0.6570029382957885,
      feesPaid: 33045.235003536,
      slippagePaid: 0,
      fundingPaid: 0,
    },
  },
];

async function run(params: Golden["params"]): Promise<BacktestResult> {
  const { instrument, bars } = await sample("SPX", "1d");
  const market = { instrument: { ...instrument, makerFeeBps: 10, takerFeeBps: 10 }, bars };
  const model = { cash: 1_000_000 };
  return simulate({ strategy: smaCross, params, markets: [market], timeframe: "1d", model });
}

for (const { params, finalEquity, peak, first, metrics } of GOLDEN) {
  const title = `sma_cross ${params.fast}/${params.slow} on the S&P 500`;

  Deno.test(`${title} ends at the golden equity, after the golden first trade`, async () => {
    const { equity, trades } = await run(params);
    assertNear(equity.equity.at(-1)!, finalEquity, 1e-12, "final equity");
    assertNear(equity.equity.reduce((a, b) => Math.max(a, b)), peak, 1e-12, "peak");
    const { quantity, entryBar, exitBar, profit } = trades[0]!;
    assert.deepEqual([quantity, entryBar, exitBar], first.slice(0, 3));
    assertNear(profit, first[3], 1e-9, "first profit");
  });

  Deno.test(`${title} has the golden metrics`, async () => {
    const result = await run(params);
    assert.equal(result.periodsPerYear, 252);
    const actual = computeMetrics(result);
    for (const [name, value] of Object.entries(metrics)) {
      assertNear(actual[name as keyof Metrics]!, value, 1e-9, name);
    }
    const profit = (sign: number) =>
      result.trades.reduce(
        (sum, trade) => trade.exitTs !== null && sign * trade.profit > 0 ? sum + trade.profit : sum,
        0,
      );
    assertNear(actual.profitFactor!, profit(1) / -profit(-1), 1e-9, "profitFactor");
  });

  Deno.test(`${title} decides the same each time`, async () => {
    const [one, two] = [await run(params), await run(params)];
    assert.match(one.decisionHash, /^[0-9a-f]{64}$/);
    assert.equal(one.decisionHash, two.decisionHash);
    assert.deepEqual(one.equity.equity, two.equity.equity);
  });
}

function assertNear(actual: number, expected: number, slack: number, what: string): void {
  const error = Math.abs(actual - expected);
  assert.ok(error <= slack * Math.abs(expected), `${what}: ${actual}, not ${expected}`);
}
