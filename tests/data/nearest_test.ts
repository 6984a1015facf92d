import assert from "node:assert/strict";
import { didYouMean, nearest } from "../../data/nearest.ts";

Deno.test("nearest finds what a misspelt word meant and nothing for a strange one", () => {
  const symbols = ["BTC/USDT", "ETH/USDT", "SPX"];
  assert.equal(nearest("BTCUSDT", symbols), "BTC/USDT");
  assert.equal(nearest("btc/usdt", symbols), "BTC/USDT");
  assert.equal(nearest("eth", symbols), "ETH/USDT");
  assert.equal(nearest("SPY", symbols), "SPX");
  assert.equal(nearest("WHEAT", symbols), undefined);
  assert.equal(nearest("", symbols), undefined);
  assert.equal(didYouMean("SPY", symbols), '; did you mean "SPX"?');
  assert.equal(didYouMean("WHEAT", symbols), "");
});
