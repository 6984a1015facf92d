import assert from "node:assert/strict";
import { simulate } from "../../../research/backtest/simulate.ts";
import { shippedStrategies } from "../../../research/load/strategy_source.ts";
import buyAndHold from "../../../research/strategies/buy_and_hold.ts";
import donchian from "../../../research/strategies/donchian_breakout.ts";
import rsiMeanReversion from "../../../research/strategies/rsi_mean_reversion.ts";
import { ACME, barsOf, type Candle, sample } from "../fixtures.ts";

const flat = (price: number): Candle => [price, price, price, price];

function run(strategy: Parameters<typeof simulate>[0]["strategy"], candles: Candle[], params = {}) {
  const markets = [{ instrument: ACME, bars: barsOf(candles) }];
  return simulate({ strategy, params, markets, timeframe: "1h", model: { cash: 10_000 } });
}

Deno.test("shippedStrategies names every file, each after the strategy that it holds", async () => {
  const names = shippedStrategies();
  assert.deepEqual(names, [
    "bollinger_range",
    "buy_and_hold",
    "crowding",
    "dca",
    "donchian_breakout",
    "ema_trend",
    "funding_carry",
    "grid",
    "hodl_bands",
    "macd_momentum",
    "market_making",
    "momentum",
    "momentum_rotation",
    "pairs",
    "rsi_mean_reversion",
    "sma_cross",
    "time_of_day",
    "volatility_breakout",
  ]);
  for (const name of names) {
    const { default: strategy } = await import(`../../../research/strategies/${name}.ts`);
    assert.equal(strategy.name, name);
  }
});

Deno.test("buy_and_hold spends all at the second open and never sells", () => {
  const { fills, orders } = run(buyAndHold, [flat(90), flat(100), flat(50), flat(120)]);
  assert.deepEqual([...fills.quantity], [99]);
  assert.deepEqual([fills.bar[0], fills.price[0], orders.length], [1, 100, 1]);
});

Deno.test("buy_and_hold gives each of several instruments the same share", async () => {
  const symbols = ["BTC/USDT", "ETH/USDT"];
  const markets = await Promise.all(symbols.map((symbol) => sample(symbol, "1h")));
  const { fills } = simulate({
    strategy: buyAndHold,
    markets,
    timeframe: "1h",
    model: { cash: 100_000 },
  });
  const values = [...fills.quantity].map((quantity, i) =>
    quantity * fills.price[i]! + fills.fee[i]!
  );
  assert.deepEqual(values.map((value) => Math.round(value / 10)), [5000, 5000]);
});

Deno.test("donchian_breakout buys above the channel, protects itself, and is stopped out", () => {
  const params = { entry: 3, exit: 2, window: 2, stopAtr: 2 };
  const candles: Candle[] = [flat(100), flat(101), flat(100), flat(101), flat(104), flat(105)];
  candles.push([105, 106, 90, 104], flat(104));
  const { orders, fills } = run(donchian, candles, params);
  assert.deepEqual(orders.map(({ side, type, state }) => `${side} ${type} ${state}`), [
    "buy market filled",
    "sell stop filled",
  ]);
  // Ranges of 1, 1, 1, 3 and 1 give Wilder's mean of 1.5 at the entry's close: 105 − 2 · 1.5.
  assert.equal(orders[1]!.stopPrice, "102");
  assert.deepEqual([...fills.bar], [5, 6]);
  assert.deepEqual([...fills.price], [105, 102]);
});

Deno.test("donchian_breakout leaves below the exit channel and takes its stop away", () => {
  const params = { entry: 3, exit: 2, window: 2, stopAtr: 20 };
  const { orders } = run(donchian, [100, 101, 100, 101, 104, 105, 105, 103, 99].map(flat), params);
  assert.deepEqual(orders.map(({ type, state }) => `${type} ${state}`), [
    "market filled",
    "stop cancelled",
    "market filled",
  ]);
});

Deno.test("rsi_mean_reversion buys a dip in an up-trend and sells the recovery", () => {
  const params = { window: 2, trend: 5, oversold: 40, recovered: 60 };
  const prices = [100, 101, 102, 110, 120, 119, 113, 125, 126];
  const { orders, fills } = run(rsiMeanReversion, prices.map(flat), params);
  assert.deepEqual(orders.map(({ bar, side, why }) => [bar, side, why]), [
    [6, "buy", "oversold in an up-trend"],
    [7, "sell", "recovered"],
  ]);
  assert.deepEqual([...fills.price], [125, 126]);
});
