import type { Market } from "./market.ts";
import type { ExitRules } from "./risk_limits.ts";

/** A position that rules may close, and the price that it is judged at. */
export type Guarded =
  & Pick<Market, "position" | "entryPrice" | "hasBar" | "cancelAll" | "exit" | "status">
  & { readonly close: { readonly value: number } };

/** What the rule knows of each position, as a snapshot holds it. */
export interface SavedExits {
  readonly since: Float64Array;
  readonly side: Int8Array;
  readonly exit: Int32Array;
}

/**
 * Closes positions by rule, after their strategy has decided: at the close where one has lost more
 * than it may, or has been held for as long as it may. The orders that it has open are cancelled.
 */
export class ExitRule {
  readonly #markets: readonly Guarded[];
  readonly #rules: ExitRules;
  /** Close of the bar on which each position was first seen, ms; NaN where flat. */
  readonly #since: Float64Array;
  readonly #side: Int8Array;
  /** The order that closes each position, once asked for. */
  readonly #exit: Int32Array;

  constructor(markets: readonly Guarded[], rules: ExitRules) {
    this.#markets = markets;
    this.#rules = rules;
    this.#since = new Float64Array(markets.length).fill(NaN);
    this.#side = new Int8Array(markets.length);
    this.#exit = new Int32Array(markets.length);
  }

  /** Whether there is a rule. */
  static isOn({ priceStop, timeStopMs }: ExitRules): boolean {
    return priceStop !== undefined || timeStopMs !== undefined;
  }

  /** Looks at all positions at the close of a row, ms. */
  apply(now: number): void {
    for (const [i, m] of this.#markets.entries()) {
      const side = Math.sign(m.position);
      if (side !== this.#side[i]) {
        this.#side[i] = side;
        this.#since[i] = side === 0 ? NaN : now;
      }
      if (side === 0 || !m.hasBar || this.#isClosing(m, i)) continue;
      const why = this.#reason(m, now - this.#since[i]!);
      if (why === "") continue;
      m.cancelAll();
      this.#exit[i] = m.exit(why);
    }
  }

  /** A copy of what it knows of each position. */
  save(): SavedExits {
    return { since: this.#since.slice(), side: this.#side.slice(), exit: this.#exit.slice() };
  }

  /** Becomes the rule of a snapshot. */
  restore({ since, side, exit }: SavedExits): void {
    this.#since.set(since);
    this.#side.set(side);
    this.#exit.set(exit);
  }

  #isClosing(m: Guarded, i: number): boolean {
    const id = this.#exit[i]!;
    if (id === 0) return false;
    const { state } = m.status(id);
    return state === "requested" || state === "working";
  }

  #reason(m: Guarded, heldMs: number): string {
    const { priceStop = Infinity, timeStopMs = Infinity } = this.#rules;
    const loss = Math.sign(m.position) * (m.entryPrice - m.close.value) / m.entryPrice;
    if (loss >= priceStop) return `price stop: ${(loss * 100).toFixed(2)} % below the entry`;
    return heldMs >= timeStopMs ? `time stop: held for ${heldMs / 3_600_000} hours` : "";
  }
}
