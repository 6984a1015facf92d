import { basket, float, targetPortfolio } from "../strategy_api.ts";

/**
 * Holds its instruments in equal parts and rebalances one once its weight has left its band: what has
 * run ahead is sold, and what lags is bought with it.
 *
 * Suits long holdings of a few assets that swing much and apart, where the bands harvest the swings.
 * It fails when one of them falls for good, since it goes on buying it, and it lags the best of them.
 * Parameters, as fractions of equity: `invested` in all, `band` on either side of each weight.
 */
export default basket("hodl_bands", {
  invested: float(0.98, 0.01, 1),
  band: float(0.05, 0, 1),
}, (p, markets) => {
  const weights = markets.map(() => p.invested / markets.length);
  return {
    onBars() {
      targetPortfolio(markets, weights, { band: p.band, why: "back to equal parts" });
    },
  };
});
