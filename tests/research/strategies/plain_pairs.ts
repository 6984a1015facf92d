import type { Bars } from "../../../data/bars.ts";
import { deviationAt, meanAt, type PlainResult, type PlainTerms, stepsIn } from "./plain.ts";

/** The last bar's distance from the line in deviations, the slope, and Dickey and Fuller's t. */
function fit(y: readonly number[], x: readonly number[]): { z: number; beta: number; t: number } {
  const n = y.length;
  const last = n - 1;
  const [meanY, meanX] = [meanAt(y, last, n), meanAt(x, last, n)];
  const products = y.map((value, i) => value * x[i]!);
  const beta = (meanAt(products, last, n) - meanX * meanY) / deviationAt(x, last, n, n) ** 2;
  const rests = y.map((value, i) => value - meanY - beta * (x[i]! - meanX));
  return { z: rests[last]! / deviationAt(rests, last, n, n), beta, t: dickeyFuller(rests) };
}

function dickeyFuller(rests: readonly number[]): number {
  let [lagged, cross] = [0, 0];
  for (let i = 1; i < rests.length; i++) {
    lagged += rests[i - 1]! ** 2;
    cross += rests[i - 1]! * rests[i]!;
  }
  const rho = cross / lagged;
  let left = 0;
  for (let i = 1; i < rests.length; i++) left += (rests[i]! - rho * rests[i - 1]!) ** 2;
  return (rho - 1) / Math.sqrt(left / (rests.length - 2) / lagged);
}

/** `pairs` of two instruments that are paid in full, as a loop that shares nothing with the engine. */
export function plainPairs(
  [first, second]: readonly [Bars, Bars],
  p: Readonly<Record<string, number>>,
  [one, two]: readonly [PlainTerms, PlainTerms],
): PlainResult {
  const terms = [one, two];
  const opens = [first.open, second.open];
  const closes = [first.close, second.close];
  const units = [0, 0];
  let cash = one.cash;
  let [side, closed, fills] = [0, 0, 0];
  let orders: { i: number; quote?: number; sold?: number }[] = [];
  const equity: number[] = [];
  for (let bar = 0; bar < first.ts.length; bar++) {
    for (const { i, quote, sold } of orders) {
      const price = opens[i]![bar]!;
      const { fee, lot } = terms[i]!;
      const traded = sold === undefined
        ? Math.floor(quote! / (price * (1 + fee)) / lot) * lot
        : -sold;
      cash -= traded * price + Math.abs(traded) * price * fee;
      units[i]! += traded;
      fills++;
      if (units[i]! < lot / 2) closed++;
    }
    orders = [];
    const prices = closes.map((close) => close[bar]!);
    const total = cash + units[0]! * prices[0]! + units[1]! * prices[1]!;
    equity.push(total);
    if (bar < p.window! - 1) continue;
    const logs = closes.map((close) =>
      Array.from(close.subarray(bar - p.window! + 1, bar + 1), Math.log)
    );
    const { z, beta, t } = fit(logs[0]!, logs[1]!);
    if (side === 0) {
      const ties = beta > 0 && t < -p.critical!;
      if (ties && Math.abs(z) > p.entry! && Math.abs(z) < p.stop!) side = z > 0 ? -1 : 1;
    } else if (side * z > -p.exit! || side * z < -p.stop!) side = 0;
    const weights = [side > 0 ? p.gross! : 0, side < 0 ? p.gross! : 0];
    const adds: { i: number; value: number }[] = [];
    for (const i of [0, 1]) {
      const held = units[i]! * prices[i]! / total;
      const { lot } = terms[i]!;
      if (weights[i] === 0 && units[i]! > lot / 2) orders.push({ i, sold: units[i]! });
      if (weights[i] === 0 || Math.abs(held - weights[i]!) <= p.band!) continue;
      const gap = (weights[i]! - held) * total;
      if (gap > 0) adds.push({ i, value: gap });
      else orders.push({ i, sold: stepsIn(-gap / prices[i]!, lot) * lot });
    }
    if (orders.length === 0) {
      orders = adds.map(({ i, value }) => ({ i, quote: Math.min(value, cash) }));
    }
  }
  return { equity, closed, fills };
}
