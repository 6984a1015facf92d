import type { Account } from "./account.ts";
import type { Fills } from "./fills.ts";
import type { RiskLimits } from "./risk_limits.ts";
import { stepValue } from "./step.ts";

const DAY = 86_400_000;
const DAY_START = 0;
const LAST = 1;
const PEAK = 2;
const RESUMES = 3;

/** A watch as a snapshot holds it. */
export interface SavedLosses {
  readonly equity: Float64Array;
  readonly trip: Float64Array;
  readonly lots: Float64Array;
  readonly fill: number;
  readonly losses: number;
  readonly day: number;
  readonly dayLost: boolean;
  readonly drawnDown: boolean;
  readonly now: number;
}

/** Watches an account's losses: while one of its limits is reached, nothing may add risk. */
export class LossWatch {
  readonly #account: Account;
  readonly #fills: Fills;
  readonly #limits: RiskLimits;
  readonly #equity = new Float64Array(4);
  /** Cash of each instrument's round trip so far, fees taken off, and its lots. */
  readonly #trip: Float64Array;
  readonly #lots: Float64Array;
  #fill = 0;
  #losses = 0;
  #day = -1;
  #dayLost = false;
  #drawnDown = false;
  #now = -Infinity;

  constructor(account: Account, fills: Fills, limits: RiskLimits) {
    this.#account = account;
    this.#fills = fills;
    this.#limits = limits;
    this.#equity.fill(account.equity(), 0, RESUMES);
    this.#equity[RESUMES] = -Infinity;
    this.#trip = new Float64Array(account.listings.length);
    this.#lots = new Float64Array(account.listings.length);
  }

  /** Whether it needs to be told of every row. */
  get isOn(): boolean {
    const { dailyLoss, maxDrawdown, cooldown } = this.#limits;
    return dailyLoss !== undefined || maxDrawdown !== undefined || cooldown !== undefined;
  }

  /** Notes the account at a row's close; `ts` is the open time of the row's bars. */
  closeRow(ts: number): void {
    if (!this.isOn) return;
    const { dailyLoss = 1, maxDrawdown = 1, cooldown } = this.#limits;
    const equity = this.#equity;
    this.#now = ts;
    const day = Math.floor(ts / DAY);
    if (day !== this.#day) {
      this.#day = day;
      this.#dayLost = false;
      equity[DAY_START] = equity[LAST]!;
    }
    const now = this.#account.equity();
    equity[LAST] = now;
    equity[PEAK] = Math.max(equity[PEAK]!, now);
    if (now <= equity[DAY_START]! * (1 - dailyLoss)) this.#dayLost = true;
    if (now <= equity[PEAK]! * (1 - maxDrawdown)) this.#drawnDown = true;
    if (cooldown !== undefined) this.#countLosses(cooldown);
  }

  /** Why nothing may add risk now, or "" where it may. */
  get refusal(): string {
    const { dailyLoss, maxDrawdown } = this.#limits;
    if (dailyLoss !== undefined && this.#dayLost) return "the daily loss limit is reached";
    if (maxDrawdown !== undefined && this.#drawnDown) return "the drawdown limit is reached";
    if (this.#now < this.#equity[RESUMES]!) {
      return `${this.#limits.cooldown!.losses} losses in a row: cooling down until ` +
        new Date(this.#equity[RESUMES]!).toISOString();
    }
    return "";
  }

  /** A copy of all that it has noted. */
  save(): SavedLosses {
    return {
      equity: this.#equity.slice(),
      trip: this.#trip.slice(),
      lots: this.#lots.slice(),
      fill: this.#fill,
      losses: this.#losses,
      day: this.#day,
      dayLost: this.#dayLost,
      drawnDown: this.#drawnDown,
      now: this.#now,
    };
  }

  /** Becomes the watch of a snapshot. */
  restore(saved: SavedLosses): void {
    this.#equity.set(saved.equity);
    this.#trip.set(saved.trip);
    this.#lots.set(saved.lots);
    this.#fill = saved.fill;
    this.#losses = saved.losses;
    this.#day = saved.day;
    this.#dayLost = saved.dayLost;
    this.#drawnDown = saved.drawnDown;
    this.#now = saved.now;
  }

  #countLosses({ losses, ms }: { readonly losses: number; readonly ms: number }): void {
    const fills = this.#fills;
    for (; this.#fill < fills.rows; this.#fill++) {
      const row = this.#fill;
      const instrument = fills.instrument[row]!;
      const side = fills.side[row]!;
      const { lot } = this.#account.listings[instrument]!;
      const value = stepValue(lot, fills.lots[row]!) * fills.price[row]!;
      this.#trip[instrument]! -= side * value + fills.fee[row]!;
      this.#lots[instrument]! += side * fills.lots[row]!;
      if (this.#lots[instrument] !== 0) continue;
      this.#losses = this.#trip[instrument]! < 0 ? this.#losses + 1 : 0;
      this.#trip[instrument] = 0;
      if (this.#losses < losses) continue;
      this.#losses = 0;
      this.#equity[RESUMES] = this.#now + ms;
    }
  }
}
