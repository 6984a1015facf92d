import assert from "node:assert/strict";
import type { Bars } from "../../../data/bars.ts";
import type { BacktestResult } from "../../../research/backtest/result.ts";
import { simulate } from "../../../research/backtest/simulate.ts";
import {
  bindParameters,
  type ParameterSchema,
  type Strategy,
} from "../../../research/engine/mod.ts";
import bollingerRange from "../../../research/strategies/bollinger_range.ts";
import dca from "../../../research/strategies/dca.ts";
import emaTrend from "../../../research/strategies/ema_trend.ts";
import grid from "../../../research/strategies/grid.ts";
import momentum from "../../../research/strategies/momentum.ts";
import pairs from "../../../research/strategies/pairs.ts";
import type { LoadedBars } from "../../../data/storage/read_bars.ts";
import { sample } from "../fixtures.ts";
import type { PlainResult, PlainTerms } from "./plain.ts";
import {
  plainBollingerRange,
  plainDca,
  plainEmaTrend,
  plainGrid,
  plainMomentum,
} from "./plain_loops.ts";
import { plainPairs } from "./plain_pairs.ts";

type Params = Readonly<Record<string, number>>;

/** A strategy's outcome on four years of hours, and the loop that must come to the same. */
interface Golden {
  readonly strategy: Strategy<ParameterSchema>;
  readonly symbols: readonly string[];
  readonly params?: Params;
  readonly plain: (bars: readonly Bars[], p: Params, terms: readonly PlainTerms[]) => PlainResult;
  readonly closed: number;
  readonly finalEquity: number;
}

const alone =
  (loop: (bars: Bars, p: Params, terms: PlainTerms) => PlainResult): Golden["plain"] =>
  (bars, p, terms) => loop(bars[0]!, p, terms[0]!);

const BTC = ["BTC/USDT"];
const GOLDEN: readonly Golden[] = [
  {
    strategy: emaTrend,
    symbols: BTC,
    plain: alone(plainEmaTrend),
    closed: 87,
    finalEquity: 99_229.9134,
  },
  {
    strategy: bollingerRange,
    symbols: BTC,
    plain: alone(plainBollingerRange),
    closed: 196,
    finalEquity: 51_768.0124,
  },
  {
    strategy: momentum,
    symbols: BTC,
    plain: alone(plainMomentum),
    closed: 228,
    finalEquity: 264_415.0861,
  },
  { strategy: dca, symbols: BTC, plain: alone(plainDca), closed: 0, finalEquity: 274_548.254 },
  { strategy: grid, symbols: BTC, plain: alone(plainGrid), closed: 85, finalEquity: 259_180.7519 },
  {
    strategy: grid,
    symbols: ["ETH/USDT"],
    params: { offset: 0.4, levels: 12, sellOffset: 0.7, reprice: 1, maxGrids: 60 },
    plain: alone(plainGrid),
    closed: 248,
    finalEquity: 173_422.8921,
  },
  {
    strategy: pairs,
    symbols: ["BTC/USDT", "ETH/USDT"],
    params: { window: 240, critical: 2.5 },
    plain: ([first, second], p, [one, two]) => plainPairs([first!, second!], p, [one!, two!]),
    closed: 150,
    finalEquity: 83_384.5265,
  },
];

for (const { strategy, symbols, params = {}, plain, closed, finalEquity } of GOLDEN) {
  const title = `${strategy.name} ${JSON.stringify(params)} on ${symbols.join(" and ")}`;
  Deno.test(`${title}: every bar's equity is that of a plain loop, to its golden end`, async () => {
    const loaded = await Promise.all(symbols.map((symbol) => sample(symbol, "1h")));
    const result = simulate({
      strategy,
      params,
      markets: loaded.map(({ instrument, bars }) => ({ instrument, bars })),
      timeframe: "1h",
      model: { cash: 100_000 },
    });
    const expected = plain(
      loaded.map(({ bars }) => bars),
      bindParameters(strategy.parameters, params),
      loaded.map(termsOf),
    );
    assertSame(result, expected);
    assert.deepEqual([expected.closed, result.equity.equity.at(-1)!.toFixed(4)], [
      closed,
      finalEquity.toFixed(4),
    ]);
  });
}

function termsOf({ instrument }: LoadedBars): PlainTerms {
  return {
    cash: 100_000,
    fee: instrument.takerFeeBps / 10_000,
    lot: Number(instrument.lotSize),
    minNotional: Number(instrument.minNotional),
  };
}

function assertSame(
  { equity: { equity }, trades, fills }: BacktestResult,
  plain: PlainResult,
): void {
  assert.equal(equity.length, plain.equity.length);
  for (let bar = 0; bar < equity.length; bar++) {
    const error = Math.abs(equity[bar]! / plain.equity[bar]! - 1);
    if (error > 1e-9) assert.fail(`bar ${bar}: ${equity[bar]}, the loop has ${plain.equity[bar]}`);
  }
  assert.equal(fills.ts.length, plain.fills);
  assert.equal(trades.filter(({ exitTs }) => exitTs !== null).length, plain.closed);
}
