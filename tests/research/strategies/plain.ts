/** Arithmetic of the plain loops; nothing in it is the engine's. */

/** Mean of the `window` values that end at a bar; NaN before there are as many. */
export function meanAt(values: ArrayLike<number>, bar: number, window: number): number {
  if (bar < window - 1) return NaN;
  let sum = 0;
  for (let i = bar - window + 1; i <= bar; i++) sum += values[i]!;
  return sum / window;
}

/** Standard deviation of the `window` values that end at a bar, around their mean. */
export function deviationAt(
  values: ArrayLike<number>,
  bar: number,
  window: number,
  divisor: number,
): number {
  const mean = meanAt(values, bar, window);
  let squares = 0;
  for (let i = bar - window + 1; i <= bar; i++) squares += (values[i]! - mean) ** 2;
  return Math.sqrt(squares / divisor);
}

/** Exponential average from the plain mean of the first `window` values on, which may begin late. */
export function smoothed(
  values: ArrayLike<number>,
  window: number,
  alpha: number,
  first = 0,
): number[] {
  const means: number[] = [];
  let mean = NaN;
  for (let bar = 0; bar < values.length; bar++) {
    if (bar === first + window - 1) mean = meanAt(values, bar, window);
    else if (bar >= first + window) mean = alpha * values[bar]! + (1 - alpha) * mean;
    means.push(mean);
  }
  return means;
}

/** How many whole steps fit into a value, rounding of doubles aside. */
export function stepsIn(value: number, step: number): number {
  return Math.floor(value / step + 1e-7);
}

/** What a plain loop came to. */
export interface PlainResult {
  /** At the close of each bar. */
  readonly equity: number[];
  /** Round trips from flat to flat. */
  readonly closed: number;
  readonly fills: number;
}

/** What every plain loop is given besides the strategy's own parameters. */
export interface PlainTerms {
  readonly cash: number;
  readonly fee: number;
  readonly lot: number;
  readonly minNotional: number;
}

/** An account in one instrument that is paid in full. */
export class PlainAccount {
  units = 0;
  closed = 0;
  fills = 0;
  readonly equity: number[] = [];

  constructor(public cash: number, readonly terms: PlainTerms) {}

  /** Buys for an amount of cash, fee included. */
  spend(quote: number, price: number): void {
    const { fee, lot } = this.terms;
    this.buy(Math.floor(quote / (price * (1 + fee)) / lot) * lot, price);
  }

  buy(units: number, price: number): void {
    if (!(units > 0)) return;
    this.cash -= units * price * (1 + this.terms.fee);
    this.units += units;
    this.fills++;
  }

  sell(units: number, price: number): void {
    this.cash += units * price * (1 - this.terms.fee);
    this.units -= units;
    this.fills++;
    if (this.units > this.terms.lot / 2) return;
    this.units = 0;
    this.closed++;
  }

  mark(price: number): number {
    this.equity.push(this.cash + this.units * price);
    return this.equity.at(-1)!;
  }

  get result(): PlainResult {
    return { equity: this.equity, closed: this.closed, fills: this.fills };
  }
}
