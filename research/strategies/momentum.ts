import {
  float,
  int,
  realisedVolatility,
  roc,
  strategy,
  targetWeight,
  volatilityWeight,
} from "../strategy_api.ts";

const DAY = 86_400_000;

/**
 * Time-series momentum: holds what has risen over the last `lookback` bars, the more of it the calmer
 * it is, so that the position swings by `annual` a year. What has fallen it sells: on perpetuals it
 * goes short, elsewhere it stays in cash.
 *
 * Suits futures and perpetuals that trend for months, best several of them with `maxWeight` shared
 * out. It fails at turning points, where it is on the wrong side for up to the whole lookback.
 * Parameters: `lookback` and `window` (of the volatility) in bars; `annual` volatility and
 * `maxWeight` as fractions of equity, above 1 with leverage only; `band`, how far the weight may
 * stray before it is traded; `yearDays`, trading days a year: 365 for crypto, 252 for equities.
 */
export default strategy("momentum", {
  lookback: int(720, 1, 50_000),
  window: int(168, 2, 50_000),
  annual: float(0.4, 0.01, 5),
  maxWeight: float(1, 0.01, 20),
  band: float(0.1, 0, 1),
  yearDays: int(365, 1, 366),
}, (p, m) => {
  const change = roc(m.close, p.lookback);
  const barsPerYear = p.yearDays * DAY / m.close.series.timeframeMs;
  const volatility = realisedVolatility(m, { window: p.window, barsPerYear });
  return {
    onBar() {
      const size = volatilityWeight({ annual: p.annual, volatility, maxWeight: p.maxWeight });
      const side = Math.sign(change.value);
      const why = side > 0 ? "has risen" : "has fallen";
      targetWeight(m, size * (m.isPerpetual ? side : Math.max(0, side)), { band: p.band, why });
    },
  };
});
