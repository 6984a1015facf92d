import { float, int, strategy, targetWeight, zscore } from "../strategy_api.ts";

/**
 * Against the crowd on a perpetual: where funding, the ratio of long to short accounts, or both lie
 * more than `entry` deviations above their means of `window` bars, most are long and pay for it, and
 * it goes short; it goes long as far below. It leaves once they are back within `exit` deviations, and
 * where that can no longer be told.
 * With `openInterest` at 1 it enters only while open interest lies above its own mean, when there are
 * positions to be forced out.
 *
 * Suits perpetuals of liquid coins. It fails in strong trends: the crowd can be right, and stay crowded
 * for weeks. Parameters: `funding` and `longShort`, the weights of the two in the score, 0 to leave one
 * out; `window` in bars; `entry` and `exit` in deviations; `weight` of the position as a fraction of
 * equity, with a `band` around it. It needs the data beside the bars that it gives weight to.
 */
export default strategy("crowding", {
  funding: float(1, 0, 100),
  longShort: float(0, 0, 100),
  openInterest: int(0, 0, 1),
  window: int(720, 2, 50_000),
  entry: float(2, 0.1, 10),
  exit: float(0.5, -10, 10),
  weight: float(0.5, 0.01, 20),
  band: float(0.1, 0, 1),
}, (p, m) => {
  if (!m.isPerpetual) {
    throw new RangeError(
      `Cannot trade against the crowd in ${m.symbol}; name a perpetual, such as BTC/USDT:USDT`,
    );
  }
  const total = p.funding + p.longShort;
  if (total === 0) throw new RangeError("Cannot see a crowd; give funding or longShort a weight");
  const funding = p.funding > 0 ? zscore(m.data("funding_rates"), p.window) : null;
  const accounts = p.longShort > 0 ? zscore(m.data("long_short_ratio"), p.window) : null;
  const interest = p.openInterest > 0 ? zscore(m.data("open_interest"), p.window) : null;
  const memory = m.remember({ side: 0 });
  return {
    onBar() {
      const crowd = (p.funding * (funding?.value ?? 0) + p.longShort * (accounts?.value ?? 0)) /
        total;
      const isCharged = interest === null || interest.value > 0;
      if (!(memory.side * crowd < -p.exit)) memory.side = 0;
      const isEntry = memory.side === 0 && isCharged && Math.abs(crowd) > p.entry;
      if (isEntry) memory.side = -Math.sign(crowd);
      const { side } = memory;
      const why = side === 0 ? "the crowd is gone" : side > 0 ? "most are short" : "most are long";
      targetWeight(m, side * p.weight, { band: p.band, why });
    },
  };
});
