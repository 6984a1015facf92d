import assert from "node:assert/strict";
import { simulate } from "../../../research/backtest/simulate.ts";
import smaCross from "../../../research/strategies/sma_cross.ts";
import { sample } from "../fixtures.ts";
import { plainSmaCross } from "./plain_sma_cross.ts";

const CASES = [
  { symbol: "SPX", timeframe: "1d", lot: 1, fast: 10, slow: 30 },
  { symbol: "SPX", timeframe: "1d", lot: 1, fast: 50, slow: 200 },
  { symbol: "BTC/USDT", timeframe: "1h", lot: 0.00001, fast: 10, slow: 30 },
  { symbol: "BTC/USDT", timeframe: "1h", lot: 0.00001, fast: 50, slow: 200 },
  { symbol: "ETH/USDT", timeframe: "1h", lot: 0.0001, fast: 10, slow: 30 },
  { symbol: "ETH/USDT", timeframe: "1h", lot: 0.0001, fast: 24, slow: 168 },
];

for (const { symbol, timeframe, lot, fast, slow } of CASES) {
  Deno.test(`sma_cross ${fast}/${slow} on ${symbol} equals a plain loop at every bar`, async () => {
    const { instrument, bars } = await sample(symbol, timeframe);
    assert.equal(Number(instrument.lotSize), lot);
    const cash = 100_000;
    const result = simulate({
      strategy: smaCross,
      params: { fast, slow },
      markets: [{ instrument, bars }],
      timeframe,
      model: { cash },
    });
    const feeRate = instrument.takerFeeBps / 10_000;
    const plain = plainSmaCross({ bars, fast, slow, cash, feeRate, lot });
    const { equity } = result.equity;
    assert.equal(equity.length, plain.equity.length);
    for (let bar = 0; bar < equity.length; bar++) {
      const error = Math.abs(equity[bar]! / plain.equity[bar]! - 1);
      if (error > 1e-9) {
        assert.fail(`bar ${bar}: ${equity[bar]}, the loop has ${plain.equity[bar]}`);
      }
    }
    assert.equal(result.fills.ts.length, plain.fills);
    const fees = result.fills.fee.reduce((sum, fee) => sum + fee, 0);
    assert.ok(Math.abs(fees / plain.fees - 1) < 1e-9, `fees ${fees}, the loop has ${plain.fees}`);
  });
}
