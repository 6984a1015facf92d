import { basket, float, int, regressSpread, targetPortfolio } from "../strategy_api.ts";

/**
 * Trades the spread of two cointegrated instruments: the logarithm of the first price is regressed on
 * that of the second over the last `window` common bars; when it lies more than `entry` deviations
 * from the line, and the residuals return to it by Dickey and Fuller's test, the dear one is sold and
 * the cheap one bought in the ratio of the hedge, beta, as it is then. It leaves within `exit`
 * deviations, and beyond `stop`.
 *
 * Two perpetuals are held long and short. Where one of the two is paid in full nothing can be sold
 * short: the cheap one alone is bought, and the whole risk of the market stays in. Suits assets that
 * one cause moves. It fails when the tie breaks: what looks dear goes on rising, and the stop is taken.
 * Parameters: `window` in bars; `entry`, `exit` and `stop` in deviations; `critical`, what t has to lie
 * below with its sign turned; `gross`, the value of both legs as a fraction of equity; `band`, how
 * far a leg's weight may stray.
 */
export default basket("pairs", {
  window: int(720, 10, 20_000),
  entry: float(2, 0.1, 10),
  exit: float(0.5, 0, 10),
  stop: float(4, 0.2, 100),
  critical: float(3.34, 0, 20),
  gross: float(0.9, 0.01, 10),
  band: float(0.05, 0, 1),
}, (p, markets) => {
  const [first, second] = markets;
  if (!first || !second || markets.length > 2) {
    throw new RangeError(`Cannot trade ${markets.length} instruments as a pair; name two symbols`);
  }
  const canShort = first.isPerpetual && second.isPerpetual;
  /** The side is +1 where the first is held against the second, −1 the other way round. */
  const memory = first.remember({ side: 0, weights: [0, 0], why: "" });
  const logs = first.remember({ y: [] as number[], x: [] as number[] });

  function enter(sign: number, beta: number): void {
    memory.side = sign;
    memory.why = sign > 0 ? `${first!.symbol} is cheap` : `${second!.symbol} is cheap`;
    const part = p.gross / (1 + beta);
    if (canShort) memory.weights = [sign * part, -sign * part * beta];
    else memory.weights = sign > 0 ? [p.gross, 0] : [0, p.gross];
  }

  function leave(reason: string): void {
    Object.assign(memory, { side: 0, why: reason, weights: [0, 0] });
  }

  return {
    onBars() {
      if (!first.hasBar || !second.hasBar) return;
      keep(logs.y, Math.log(first.close.value), p.window);
      keep(logs.x, Math.log(second.close.value), p.window);
      if (logs.y.length < p.window) return;
      const { z, beta, dickeyFuller } = regressSpread(logs.y, logs.x);
      const { side } = memory;
      const isTied = beta > 0 && dickeyFuller < -p.critical;
      if (side === 0 && isTied && Math.abs(z) > p.entry && Math.abs(z) < p.stop) {
        enter(-Math.sign(z), beta);
      } else if (side !== 0 && side * z > -p.exit) leave("the spread has closed");
      else if (side !== 0 && side * z < -p.stop) leave("the spread has run away");
      targetPortfolio(markets, memory.weights, { band: p.band, why: memory.why });
    },
  };
});

/** Appends a value to the last `count` of them. */
function keep(values: number[], value: number, count: number): void {
  values.push(value);
  if (values.length > count) values.shift();
}
