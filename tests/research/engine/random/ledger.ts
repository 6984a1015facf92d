import { LIQUIDATION, type Listing, type Simulation } from "../../../../research/engine/mod.ts";
import { decimalText } from "../../../../research/engine/step.ts";

/** Places after the point that the ledger counts to. */
const PLACES = 40;

/** One instrument in the ledger: whole lots, and what they were bought or sold for. */
interface Holding {
  lots: bigint;
  cost: bigint;
}

/**
 * An account kept in whole numbers, apart from the engine's own: amounts of 10⁻⁴⁰, prices by their
 * decimal text, lots as they are. Only the position's cost, where a part of it is closed, is divided.
 */
export class Ledger {
  cash: bigint;
  fees = 0n;
  readonly holdings: readonly Holding[];
  /** Value of all that was traded, against which roundings are small. */
  turnover = 0n;
  readonly #listings: readonly Listing[];

  constructor(listings: readonly Listing[], cash: number) {
    this.#listings = listings;
    this.cash = exact(cash);
    this.holdings = listings.map(() => ({ lots: 0n, cost: 0n }));
  }

  /** Books a fill of a run. */
  fill({ fills }: Pick<Simulation, "fills">, row: number): void {
    const instrument = fills.instrument[row]!;
    const listing = this.#listings[instrument]!;
    const holding = this.holdings[instrument]!;
    const lots = BigInt(fills.side[row]! * fills.lots[row]!);
    const value = valueOf(listing, lots, fills.price[row]!);
    const fee = exact(fills.fee[row]!);
    this.fees += fee;
    this.cash -= fee;
    this.turnover += abs(value) + abs(fee);
    const held = holding.lots;
    const closed = held * lots < 0n ? min(abs(held), abs(lots)) : 0n;
    if (closed > 0n) {
      const cost = (holding.cost * closed) / abs(held);
      const proceeds = (-value * closed) / abs(lots);
      holding.cost -= cost;
      holding.lots += lots > 0n ? closed : -closed;
      this.cash += listing.linear ? proceeds - cost : proceeds;
    }
    const opened = abs(lots) - closed;
    if (opened === 0n) return;
    const cost = (value * opened) / abs(lots);
    holding.lots += lots > 0n ? opened : -opened;
    holding.cost += cost;
    if (!listing.linear) this.cash -= cost;
  }

  /** Books cash that came or went other than by a fill. */
  pay(amount: number): void {
    this.cash += exact(amount);
    this.turnover += abs(exact(amount));
  }

  /** Cash and positions at prices, in quote currency. */
  equity(prices: readonly number[]): number {
    let equity = this.cash;
    this.holdings.forEach(({ lots, cost }, i) => {
      const listing = this.#listings[i]!;
      if (lots === 0n) return;
      equity += valueOf(listing, lots, prices[i]!) - (listing.linear ? cost : 0n);
    });
    return number(equity);
  }

  /** How far sums of doubles may be from it. */
  get tolerance(): number {
    return 1e-12 * (1 + number(this.turnover) + Math.abs(number(this.cash)));
  }
}

/** What the fee of a fill may be: what makers or takers pay on its value, or a liquidation's. */
export function possibleFees(
  { fills, account }: Pick<Simulation, "fills" | "account">,
  row: number,
): number[] {
  const listing = account.listings[fills.instrument[row]!]!;
  const { makerFee, takerFee, liquidationFee } = listing;
  const id = fills.orderId[row]!;
  const rates = id > 0 ? [makerFee, takerFee] : [id === LIQUIDATION ? liquidationFee : 0];
  const value = number(valueOf(listing, BigInt(fills.lots[row]!), fills.price[row]!));
  return rates.map((rate) => value * rate);
}

/** The number nearest to an amount of the ledger. */
export function number(amount: bigint): number {
  const digits = abs(amount).toString().padStart(PLACES + 1, "0");
  const value = Number(`${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`);
  return amount < 0n ? -value : value;
}

function valueOf({ lot }: Listing, lots: bigint, price: number): bigint {
  return (lots * BigInt(lot.units) * exact(price)) / BigInt(lot.scale);
}

function exact(value: number): bigint {
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimalText(value))!;
  const amount = BigInt(whole + fraction.padEnd(PLACES, "0").slice(0, PLACES));
  return sign === "-" ? -amount : amount;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
