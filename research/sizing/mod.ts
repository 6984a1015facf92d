export { affordable } from "./affordable.ts";
export { continuousKelly, type ReturnMoments } from "./continuous_kelly.ts";
export { type Bet, kellyFraction } from "./kelly_fraction.ts";
export { percentOfEquity } from "./percent_of_equity.ts";
export { Pyramid, type PyramidEntry, type PyramidLimits } from "./pyramid.ts";
export {
  realisedVolatility,
  type Volatility,
  type VolatilityWindow,
} from "./realised_volatility.ts";
export { regressSpread, type Spread } from "./regress_spread.ts";
export { riskByStop, type StopRisk } from "./risk_by_stop.ts";
export { spendable } from "./spendable.ts";
export { targetPortfolio } from "./target_portfolio.ts";
export { type RebalanceTerms, targetWeight } from "./target_weight.ts";
export { tradable } from "./tradable.ts";
export { volatilityTarget } from "./volatility_target.ts";
export { type VolatilityAim, volatilityWeight } from "./volatility_weight.ts";
