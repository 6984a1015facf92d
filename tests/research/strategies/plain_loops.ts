import type { Bars } from "../../../data/bars.ts";
import {
  deviationAt,
  meanAt,
  PlainAccount,
  type PlainResult,
  type PlainTerms,
  smoothed,
  stepsIn,
} from "./plain.ts";

type Params = Readonly<Record<string, number>>;

/** `ema_trend` as a loop that shares nothing with the engine. */
export function plainEmaTrend({ open, close }: Bars, p: Params, terms: PlainTerms): PlainResult {
  const fast = smoothed(close, p.fast!, 2 / (p.fast! + 1));
  const slow = smoothed(close, p.slow!, 2 / (p.slow! + 1));
  const account = new PlainAccount(terms.cash, terms);
  let signal = 0;
  for (let bar = 0; bar < close.length; bar++) {
    if (signal > 0) account.spend(account.cash, open[bar]!);
    else if (signal < 0) account.sell(account.units, open[bar]!);
    account.mark(close[bar]!);
    const lead = 100 * (fast[bar]! - slow[bar]!) / slow[bar]!;
    signal = account.units > 0 ? (lead < 0 ? -1 : 0) : lead > p.gap! ? 1 : 0;
  }
  return account.result;
}

/** `bollinger_range` as a loop that shares nothing with the engine. */
export function plainBollingerRange(bars: Bars, p: Params, terms: PlainTerms): PlainResult {
  const { open, high, low, close } = bars;
  const window = p.window!;
  const ranges = close.map((_, i) =>
    i === 0 ? NaN : Math.max(high[i]!, close[i - 1]!) - Math.min(low[i]!, close[i - 1]!)
  );
  const range = smoothed(ranges, window, 1 / window, 1);
  const lower = (bar: number) =>
    meanAt(close, bar, window) - p.width! * deviationAt(close, bar, window, window);
  const account = new PlainAccount(terms.cash, terms);
  let signal = 0;
  let stop = 0;
  for (let bar = 0; bar < close.length; bar++) {
    if (signal > 0) account.spend(account.cash, open[bar]!);
    else if (signal < 0) account.sell(account.units, open[bar]!);
    if (account.units > 0 && low[bar]! <= stop) {
      account.sell(account.units, Math.min(open[bar]!, stop));
    }
    account.mark(close[bar]!);
    signal = 0;
    if (account.units > 0) {
      if (close[bar]! >= meanAt(close, bar, window)) signal = -1;
      continue;
    }
    if (bar < 2 * window || !(close[bar]! < lower(bar) && close[bar - 1]! > lower(bar - 1))) {
      continue;
    }
    const drift = meanAt(close, bar, window) / meanAt(close, bar - window, window) - 1;
    if (!(Math.abs(100 * drift) < p.flat!)) continue;
    signal = 1;
    stop = stepsIn(close[bar]! - p.stopAtr! * range[bar]!, 0.01) / 100;
  }
  return account.result;
}

/** `momentum` on what is never short, as a loop that shares nothing with the engine. */
export function plainMomentum({ open, close }: Bars, p: Params, terms: PlainTerms): PlainResult {
  const returns = close.map((price, i) => i === 0 ? NaN : price / close[i - 1]! - 1);
  const account = new PlainAccount(terms.cash, terms);
  let order: { quote?: number; units?: number } = {};
  for (let bar = 0; bar < close.length; bar++) {
    if (order.quote) account.spend(order.quote, open[bar]!);
    if (order.units) account.sell(order.units, open[bar]!);
    order = {};
    const price = close[bar]!;
    const equity = account.mark(price);
    if (bar < p.lookback! || bar < p.window!) continue;
    const yearly = deviationAt(returns, bar, p.window!, p.window! - 1) * Math.sqrt(8760);
    const target = price > close[bar - p.lookback!]!
      ? Math.min(p.maxWeight!, p.annual! / yearly)
      : 0;
    const held = account.units * price / equity;
    const tradable = (units: number) => units * price >= terms.minNotional ? { units } : {};
    if (target === 0) order = tradable(account.units);
    else if (Math.abs(held - target) <= p.band!) continue;
    else if (held < target) order = { quote: Math.min((target - held) * equity, account.cash) };
    else order = tradable(stepsIn((held - target) * equity / price, terms.lot) * terms.lot);
  }
  return account.result;
}

/** `dca` as a loop that shares nothing with the engine. */
export function plainDca({ ts, open, close }: Bars, p: Params, terms: PlainTerms): PlainResult {
  const account = new PlainAccount(terms.cash, terms);
  let next = ts[0]!;
  let quote = 0;
  for (let bar = 0; bar < close.length; bar++) {
    if (quote > 0) account.spend(quote, open[bar]!);
    quote = 0;
    account.mark(close[bar]!);
    if (ts[bar]! < next) continue;
    while (next <= ts[bar]!) next += p.days! * 86_400_000;
    quote = Math.min(p.amount!, account.cash);
    if (quote < terms.minNotional * (1 + 2 * terms.fee)) quote = 0;
  }
  return account.result;
}

interface PlainGrid {
  readonly reference: number;
  readonly level: number;
  readonly price: number;
  readonly target: number;
  readonly units: number;
  held: boolean;
  boughtOnPath: number;
}

/** `grid` as a loop that shares nothing with the engine; makers and takers pay the same fee. */
export function plainGrid(bars: Bars, p: Params, terms: PlainTerms): PlainResult {
  const { open, high, low, close } = bars;
  const account = new PlainAccount(terms.cash, terms);
  let grids: PlainGrid[] = [];
  let reference = 0;
  const priceOf = (level: number) => stepsIn(reference * (1 - level * p.offset! / 100), 0.01) / 100;
  const fillPrice = (grid: PlainGrid, bar: number) => {
    const late = grid.boughtOnPath === bar;
    const [from, highest] = late ? [grid.price, close[bar]!] : [open[bar]!, high[bar]!];
    if (grid.held) return highest > grid.target ? Math.max(from, grid.target) : NaN;
    return low[bar]! < grid.price ? Math.min(open[bar]!, grid.price) : NaN;
  };
  for (let bar = 0; bar < close.length; bar++) {
    const [o, c] = [open[bar]!, close[bar]!];
    // Of all that this bar fills, what lies nearest to its open comes first.
    for (;;) {
      const due = grids.map((grid) => ({ grid, price: fillPrice(grid, bar) }))
        .filter(({ price }) => !Number.isNaN(price))
        .sort((a, b) => Math.abs(a.price - o) - Math.abs(b.price - o))[0];
      if (due === undefined) break;
      const { grid, price } = due;
      if (grid.held) {
        account.sell(grid.units, price);
        grids = grids.filter((each) => each !== grid);
      } else {
        account.buy(grid.units, price);
        grid.held = true;
        // Bought on the way down: of what comes after it only the close is certain.
        if (o > grid.price) grid.boughtOnPath = bar;
      }
    }
    account.mark(c);
    if (c >= reference * (1 + p.reprice! / 100) || c < priceOf(p.levels!)) {
      reference = c;
      grids = grids.filter(({ held }) => held);
    }
    for (let level = 1; level <= p.levels!; level++) {
      const price = priceOf(level);
      const taken = grids.some((grid) => grid.reference === reference && grid.level === level);
      if (taken || grids.length >= p.maxGrids! || price >= c) continue;
      const claimed = grids.reduce(
        (sum, grid) => grid.held ? sum : sum + grid.units * grid.price,
        0,
      );
      const free = account.cash - claimed * (1 + terms.fee);
      const value = 0.99 * free / (1 + terms.fee) / (p.maxGrids! - grids.length);
      const units = stepsIn(value / price, terms.lot) * terms.lot;
      if (units * price < terms.minNotional) continue;
      const target = -stepsIn(-price * (1 + p.sellOffset! / 100), 0.01) / 100;
      grids.push({ reference, level, price, target, units, held: false, boughtOnPath: -1 });
    }
  }
  return account.result;
}
