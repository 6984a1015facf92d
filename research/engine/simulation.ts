import type { Bars } from "../../data/bars.ts";
import { Account } from "./account.ts";
import { Desk } from "./desk.ts";
import { type EquityCurve, equityCurve } from "./equity_curve.ts";
import { Fills } from "./fills.ts";
import type { Listing } from "./listing.ts";
import { REFUSED } from "./order_state.ts";
import { Orders } from "./orders.ts";
import type { ParameterSchema } from "./parameters.ts";
import { RiskGate, type RiskLimits } from "./risk_gate.ts";
import { Rows } from "./rows.ts";
import { Series } from "./series.ts";
import { SimulatedVenue } from "./simulated_venue.ts";
import type { Strategy } from "./strategy.ts";

/** What a simulation runs on. All instruments share one timeframe and one quote currency. */
export interface SimulationInput {
  readonly strategy: Strategy<ParameterSchema>;
  readonly params: Readonly<Record<string, number>>;
  readonly listings: readonly Listing[];
  /** Bars of each listing, in the same order. */
  readonly bars: readonly Bars[];
  readonly timeframeMs: number;
  readonly cash: number;
  readonly slippageBps?: number | undefined;
  readonly limits?: RiskLimits | undefined;
}

/**
 * One pass of a strategy over bars in time order: the event-driven backtest. Each row is one open
 * time; for every instrument with a bar there, working orders are matched against it, positions are
 * marked at its close, the strategies decide, and the risk gate judges what they ask for.
 *
 * The same classes run a live session; there the desk is in a process of its own.
 */
export class Simulation {
  readonly orders: Orders = new Orders();
  readonly fills: Fills = new Fills();
  readonly account: Account;
  readonly rows: Rows;
  /** Row being processed. */
  row = 0;
  readonly #series: Series[];
  readonly #venue: SimulatedVenue;
  readonly #gate: RiskGate;
  readonly #desk: Desk;
  readonly #input: SimulationInput;
  #handled = 0;

  constructor(input: SimulationInput) {
    this.#input = input;
    this.account = new Account(input.listings, input.cash);
    this.rows = new Rows(input.bars, input.timeframeMs);
    this.#series = input.bars.map((bars) => new Series(input.timeframeMs, bars));
    this.#venue = new SimulatedVenue(this.orders, this.fills, this.account, input.slippageBps);
    this.#gate = new RiskGate(this.orders, this.account, input.limits);
    this.#desk = new Desk(input.strategy, input.params, this.#series, this.account, this.orders);
  }

  /**
   * Processes rows up to `to` (all of them by default).
   *
   * @param onProgress called about every 8,192 rows with the rows done.
   */
  run(to: number = this.rows.length, onProgress?: (rows: number) => void): this {
    while (this.row < to) {
      const stop = Math.min(to, this.row + 8_192);
      this.#sweep(this.row, stop);
      this.row = stop;
      onProgress?.(this.row);
    }
    return this;
  }

  /** Equity and cash at the close of each row, once the simulation has run. */
  curve(): EquityCurve {
    const { listings, cash, bars } = this.#input;
    return equityCurve(new Account(listings, cash), this.fills, this.rows, bars);
  }

  #sweep(from: number, to: number): void {
    const { rows, account, orders } = this;
    const { ts, gaps } = rows;
    const { mark } = account;
    const series = this.#series;
    const venue = this.#venue;
    const gate = this.#gate;
    const desk = this.#desk;
    const watched = gate.watchesRows;
    for (let row = from; row < to; row++) {
      this.row = row;
      for (let i = 0; i < series.length; i++) {
        if (gaps && !rows.has(row, i)) continue;
        const own = series[i]!;
        own.advance();
        if (orders.openCount > 0) venue.match(i, own, row);
        mark[i] = own.close.value;
      }
      if (watched) gate.closeRow(ts[row]!);
      for (let i = 0; i < series.length; i++) if (!gaps || rows.has(row, i)) desk.decide(i, row);
      if (this.#handled < orders.decided) this.#judge();
    }
  }

  #judge(): void {
    const { orders } = this;
    for (; this.#handled < orders.decided; this.#handled++) {
      const id = orders.decisions[this.#handled]!;
      if (id < 0) this.#venue.cancel(-id);
      else {
        const reason = this.#gate.check(id);
        if (reason === "") this.#venue.submit(id);
        else orders.move(id, REFUSED, reason);
      }
    }
  }
}
