import type { CashFlows } from "./cash_flows.ts";
import type { Fills } from "./fills.ts";
import type { Listing } from "./listing.ts";
import { stepValue } from "./step.ts";

const CASH = 0;
const FEES = 1;
const SLIPPAGE = 2;
const FUNDING = 3;

/** How an account holds perpetuals. */
export interface MarginModel {
  /** Value of a position over the margin put up for it; 1 where not given. */
  readonly leverage?: number | undefined;
  /** "cross": all cash stands behind all positions. "isolated": a position can lose its margin only. */
  readonly marginMode?: "cross" | "isolated" | undefined;
}

/** An account as a snapshot holds it. */
export interface SavedAccount {
  readonly sums: Float64Array;
  readonly lots: Float64Array;
  readonly units: Float64Array;
  readonly entryPrice: Float64Array;
  readonly basis: Float64Array;
  readonly isolated: Float64Array;
  readonly mark: Float64Array;
}

/**
 * One account: cash in quote currency and a netting position an instrument. What is paid in full
 * moves cash by its value; a linear perpetual moves it by realised profit alone, its position being
 * worth its unrealised profit. Fills and cash flows are the only sources of change; the backtest, the
 * live host and the sandboxed strategy each keep one by this code, so they agree to the last digit.
 */
export class Account {
  readonly #sums = new Float64Array(4);
  /** Position in whole lots, an instrument, below 0 when short; units are the same in base units. */
  readonly lots: Float64Array;
  readonly units: Float64Array;
  /** Average price of the position, an instrument; 0 when flat. */
  readonly entryPrice: Float64Array;
  /** What a position's mark is counted from: its value at entry for a perpetual, else 0. */
  readonly basis: Float64Array;
  /** Margin locked in isolated positions, an instrument. */
  readonly isolated: Float64Array;
  /** Last known price, an instrument; 0 before its first bar. */
  readonly mark: Float64Array;
  /** Whether it may hold perpetuals. */
  readonly margined: boolean;
  readonly leverage: number;
  readonly isIsolated: boolean;
  /** The strategy whose share of an account this is; 0 for a whole account. */
  owner = 0;

  constructor(
    readonly listings: readonly Listing[],
    startingCash: number,
    model: MarginModel = {},
  ) {
    this.#sums[CASH] = startingCash;
    this.lots = new Float64Array(listings.length);
    this.units = new Float64Array(listings.length);
    this.entryPrice = new Float64Array(listings.length);
    this.basis = new Float64Array(listings.length);
    this.isolated = new Float64Array(listings.length);
    this.mark = new Float64Array(listings.length);
    this.margined = listings.some(({ linear }) => linear);
    this.leverage = model.leverage ?? 1;
    this.isIsolated = model.marginMode === "isolated";
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

  /** Funding received less funding paid. */
  get fundingReceived(): number {
    return this.#sums[FUNDING]!;
  }

  /** Cash, less what the value of perpetuals at their marks exceeds their profit by. */
  get settled(): number {
    return this.margined ? this.cash - sum(this.basis) : this.cash;
  }

  /** Net market value of all positions at their marks. */
  exposure(): number {
    const { units, mark } = this;
    let total = 0;
    for (let i = 0; i < units.length; i++) total += units[i]! * mark[i]!;
    return total;
  }

  /** Market value of all positions at their marks, short ones counted like long ones. */
  grossExposure(): number {
    const { units, mark } = this;
    let total = 0;
    for (let i = 0; i < units.length; i++) total += Math.abs(units[i]! * mark[i]!);
    return total;
  }

  /** Cash, plus the value of what is paid in full, plus the unrealised profit of perpetuals. */
  equity(): number {
    return this.settled + this.exposure();
  }

  /** Profit of a position at its mark. */
  unrealised(instrument: number): number {
    return this.units[instrument]! * (this.mark[instrument]! - this.entryPrice[instrument]!);
  }

  /** Books one fill, by its row. */
  apply(fills: Fills, row: number): void {
    const instrument = fills.instrument[row]!;
    const listing = this.listings[instrument]!;
    const lots = fills.lots[row]!;
    const price = fills.price[row]!;
    const sums = this.#sums;
    if (listing.linear) {
      this.#trade(listing, instrument, fills.side[row]! > 0 ? lots : -lots, price);
      sums[CASH]! -= fills.fee[row]!;
    } else {
      const value = stepValue(listing.lot, lots) * price;
      const bought = fills.side[row]! > 0;
      const held = this.lots[instrument]! + (bought ? lots : -lots);
      const units = stepValue(listing.lot, held);
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
    }
    sums[FEES]! += fills.fee[row]!;
    sums[SLIPPAGE]! += fills.slippage[row]!;
  }

  /** Books one cash flow, by its row. */
  applyFlow(flows: CashFlows, row: number): void {
    this.pay(flows.amount[row]!, flows.isFunding(row));
  }

  /** Books an amount of cash that came, or went where below 0. */
  pay(amount: number, isFunding: boolean): void {
    this.#sums[CASH]! += amount;
    if (isFunding) this.#sums[FUNDING]! += amount;
  }

  /** A copy of all that fills, flows and bars have made of it. */
  save(): SavedAccount {
    return {
      sums: this.#sums.slice(),
      lots: this.lots.slice(),
      units: this.units.slice(),
      entryPrice: this.entryPrice.slice(),
      basis: this.basis.slice(),
      isolated: this.isolated.slice(),
      mark: this.mark.slice(),
    };
  }

  /** Becomes the account of a snapshot. */
  restore(saved: SavedAccount): void {
    this.#sums.set(saved.sums);
    this.lots.set(saved.lots);
    this.units.set(saved.units);
    this.entryPrice.set(saved.entryPrice);
    this.basis.set(saved.basis);
    this.isolated.set(saved.isolated);
    this.mark.set(saved.mark);
  }

  /** Moves a perpetual's position by signed lots; what is closed is settled in cash. */
  #trade(listing: Listing, instrument: number, lots: number, price: number): void {
    const { lot } = listing;
    const before = this.lots[instrument]!;
    const held = before + lots;
    const units = stepValue(lot, held);
    const opens = before * lots >= 0;
    if (!opens) {
      const closed = stepValue(lot, Math.min(Math.abs(before), Math.abs(lots)));
      const gain = closed * (price - this.entryPrice[instrument]!);
      this.#sums[CASH]! += before > 0 ? gain : -gain;
    }
    const crosses = !opens && before * held < 0;
    if (held === 0) this.entryPrice[instrument] = 0;
    else if (crosses) this.entryPrice[instrument] = price;
    else if (opens) {
      const value = this.units[instrument]! * this.entryPrice[instrument]!;
      this.entryPrice[instrument] = (value + stepValue(lot, lots) * price) / units;
    }
    this.lots[instrument] = held;
    this.units[instrument] = units;
    this.basis[instrument] = units * this.entryPrice[instrument]!;
    if (this.isIsolated) {
      this.isolated[instrument] = Math.abs(this.basis[instrument]!) / this.leverage;
    }
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
