import type { Listing } from "./listing.ts";
import type { Fills } from "./fills.ts";
import { stepValue } from "./step.ts";

const CASH = 0;
const FEES = 1;
const SLIPPAGE = 2;

/**
 * One account: cash in quote currency and a netting position an instrument. Fills are its only
 * source of change; the backtest, the live host and the sandboxed strategy each keep one by this
 * code, so they agree to the last digit.
 */
export class Account {
  readonly #sums = new Float64Array(3);
  /** Position in whole lots, an instrument; units are the same in units of the base. */
  readonly lots: Float64Array;
  readonly units: Float64Array;
  /** Average price of the position, an instrument; 0 when flat. */
  readonly entryPrice: Float64Array;
  /** Last known close, an instrument; 0 before its first bar. */
  readonly mark: Float64Array;

  constructor(readonly listings: readonly Listing[], startingCash: number) {
    this.#sums[CASH] = startingCash;
    this.lots = new Float64Array(listings.length);
    this.units = new Float64Array(listings.length);
    this.entryPrice = new Float64Array(listings.length);
    this.mark = new Float64Array(listings.length);
  }

  get cash(): number {
    return this.#sums[CASH]!;
  }

  get feesPaid(): number {
    return this.#sums[FEES]!;
  }

  get slippagePaid(): number {
    return this.#sums[SLIPPAGE]!;
  }

  /** Market value of all positions at their marks. */
  exposure(): number {
    const { units, mark } = this;
    let sum = 0;
    for (let i = 0; i < units.length; i++) sum += units[i]! * mark[i]!;
    return sum;
  }

  /** Cash plus the market value of all positions. */
  equity(): number {
    return this.cash + this.exposure();
  }

  /** Books one fill, by its row. */
  apply(fills: Fills, row: number): void {
    const instrument = fills.instrument[row]!;
    const lot = this.listings[instrument]!.lot;
    const lots = fills.lots[row]!;
    const price = fills.price[row]!;
    const value = stepValue(lot, lots) * price;
    const bought = fills.side[row]! > 0;
    const held = this.lots[instrument]! + (bought ? lots : -lots);
    const units = stepValue(lot, held);
    const sums = this.#sums;
    if (bought) {
      const cost = this.units[instrument]! * this.entryPrice[instrument]! + value;
      this.entryPrice[instrument] = cost / units;
      sums[CASH]! -= value + fills.fee[row]!;
    } else {
      if (held === 0) this.entryPrice[instrument] = 0;
      sums[CASH]! += value - fills.fee[row]!;
    }
    this.lots[instrument] = held;
    this.units[instrument] = units;
    sums[FEES]! += fills.fee[row]!;
    sums[SLIPPAGE]! += fills.slippage[row]!;
  }
}
