import type { Bars } from "../../data/bars.ts";
import { Account } from "./account.ts";
import { type EquityCurve, EquityPen } from "./equity_curve.ts";
import { Fills } from "./fills.ts";
import type { Listing } from "./listing.ts";
import { judgeDecisions } from "./judge_decisions.ts";
import { REQUESTED } from "./order_state.ts";
import type { CashFlows } from "./cash_flows.ts";
import type { FundingRates } from "./funding.ts";
import { CANCEL, Orders, PLACE } from "./orders.ts";
import type { ParameterSchema } from "./parameters.ts";
import { RiskGate } from "./risk_gate.ts";
import type { RiskLimits } from "./risk_limits.ts";
import { Rows } from "./rows.ts";
import { Series, type SeriesData } from "./series.ts";
import { SimulatedVenue } from "./simulated_venue.ts";
import { describeRun, requireSameRun, type SimulationSnapshot } from "./snapshot.ts";
import { TradingFloor } from "./trading_floor.ts";
import type { VenueModel } from "./venue_model.ts";
import type { Strategy } from "./strategy.ts";

/** What a simulation runs on. All instruments share one timeframe and one quote currency. */
export interface SimulationInput {
  readonly strategy: Strategy<ParameterSchema>;
  readonly params: Readonly<Record<string, number>>;
  readonly listings: readonly Listing[];
  /** Bars of each listing, in the same order; left out where they are fed in pieces. */
  readonly bars?: readonly Bars[] | undefined;
  readonly timeframeMs: number;
  readonly cash: number;
  readonly model?: VenueModel | undefined;
  readonly limits?: RiskLimits | undefined;
  /** Bars of a finer timeframe, an instrument, that decide the path within a bar. */
  readonly finer?: readonly (Bars | undefined)[] | undefined;
  /** Other data beside the bars, by name, an instrument; columns as long as its bars. */
  readonly data?: readonly SeriesData[] | undefined;
  /** Funding of each perpetual. */
  readonly funding?: readonly (FundingRates | undefined)[] | undefined;
  /** Its first place is told the open time of each row, for a watcher in another thread. */
  readonly cell?: Float64Array | undefined;
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
  /** Rows of the bars, or of the piece that was fed last. */
  rows: Rows;
  /** Row being processed. */
  row = 0;
  /** Row of the run that the first of the rows is. */
  #base = 0;
  /** The bars of each instrument, up to the row being processed. */
  readonly series: readonly Series[];
  readonly #venue: SimulatedVenue;
  readonly #gate: RiskGate;
  readonly #floor: TradingFloor;
  readonly #input: SimulationInput;
  #pen: EquityPen | null = null;
  #handled = 0;
  readonly #refusedChanges = new Set<number>();
  /** Open time of the last row that is over, ms. */
  #lastTs = -Infinity;
  /** Whether a row has begun and has not come to its end. */
  #isWithin = false;

  /** @param snapshot where strategies find what they remember; see {@linkcode Simulation.resume}. */
  constructor(input: SimulationInput, snapshot?: SimulationSnapshot) {
    this.#input = input;
    this.account = new Account(input.listings, input.cash, input.model);
    const { bars = [], timeframeMs } = input;
    this.rows = new Rows(bars, timeframeMs);
    this.series = input.listings.map((_, i) =>
      new Series(timeframeMs, bars[i], input.data?.[i] ?? {})
    );
    this.#venue = new SimulatedVenue(this.orders, this.fills, this.account, input.model);
    input.finer?.forEach((bars, i) => bars && this.#venue.drillDown(i, bars));
    input.funding?.forEach((rates, i) => rates && this.#venue.payFunding(i, rates));
    this.#gate = new RiskGate(this, input.limits);
    this.#floor = new TradingFloor(input.strategy, input.params, {
      series: this.series,
      account: this.account,
      orders: this.orders,
      fills: this.fills,
      flows: this.flows,
      cash: input.cash,
      margin: input.model ?? {},
      exits: input.limits ?? {},
      saved: snapshot?.floor,
    });
  }

  /**
   * A run that goes on from a snapshot, as if it had never stopped. It is given what the run was:
   * with its bars, whole columns of those before the snapshot too, which are compared; without them,
   * the pieces that follow are fed. What a strategy keeps in variables of its own does not come back
   * (see {@linkcode Market.remember}); `testResume` tells whether one does.
   *
   * @throws RangeError where the input is not that of the snapshot.
   */
  static resume(input: SimulationInput, snapshot: SimulationSnapshot): Simulation {
    requireSameRun(input, snapshot);
    const simulation = new Simulation(input, snapshot);
    simulation.#restore(snapshot);
    return simulation;
  }

  /**
   * All that the run is now, as plain data, to be taken between two calls of `run` or `feed`.
   *
   * @throws Error within a row, or after one that failed; RangeError where a strategy remembers what
   * no snapshot can hold.
   */
  snapshot(): SimulationSnapshot {
    if (this.#isWithin) throw new Error(`Cannot take a snapshot within row ${this.row}`);
    return {
      run: describeRun(this.#input),
      row: this.row,
      lastTs: this.#lastTs,
      orders: this.orders.save(),
      fills: this.fills.save(),
      account: this.account.save(),
      series: this.series.map((each) => each.save()),
      venue: this.#venue.save(),
      gate: this.#gate.save(),
      floor: this.#floor.save(),
      handled: this.#handled,
      refusedChanges: new Set(this.#refusedChanges),
    };
  }

  #restore(snapshot: SimulationSnapshot): void {
    const { row, lastTs } = snapshot;
    if (this.#input.bars !== undefined && row > 0 && this.rows.ts[row - 1] !== lastTs) {
      throw new RangeError(
        `Cannot resume: row ${row - 1} of the bars is not at ${new Date(lastTs).toISOString()}, ` +
          "as in the snapshot; resume over the bars that it was taken on",
      );
    }
    this.row = row;
    this.#base = this.#input.bars === undefined ? row : 0;
    this.#lastTs = lastTs;
    this.orders.restore(snapshot.orders);
    this.fills.restore(snapshot.fills);
    this.account.restore(snapshot.account);
    this.series.forEach((each, i) => each.restore(snapshot.series[i]!));
    this.#venue.restore(snapshot.venue);
    this.#gate.restore(snapshot.gate);
    this.#floor.restore(snapshot.floor);
    this.#handled = snapshot.handled;
    for (const decision of snapshot.refusedChanges) this.#refusedChanges.add(decision);
    this.#pen = this.#newPen().resume(snapshot.account);
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

  /**
   * Processes the next piece of the bars, for runs that do not fit into memory: at most 1,024 bars of
   * each instrument, from the same time on for all. The outcome is that of all bars at once.
   *
   * @param data columns of the other data that the input names, as long as the bars.
   * @returns equity and cash at the close of each of its rows.
   */
  feed(bars: readonly Bars[], data: readonly SeriesData[] = []): EquityCurve {
    const base = this.#base + this.rows.length;
    if (this.#input.bars !== undefined) {
      throw new Error("Cannot feed a simulation that has its bars");
    }
    const rows = new Rows(bars, this.#input.timeframeMs);
    const first = rows.ts[0] ?? Infinity;
    if (!(first >= this.#lastTs + this.#input.timeframeMs)) {
      throw new RangeError(
        `Cannot feed bars at ${new Date(first).toISOString()}: they are over already`,
      );
    }
    this.rows = rows;
    this.#base = base;
    bars.forEach((each, i) => this.series[i]!.append(each, data[i]));
    this.#sweep(base, base + rows.length);
    this.row = base + rows.length;
    this.#pen ??= this.#newPen();
    return this.#pen.draw({ rows, bars, base });
  }

  /** Bars that pass before all that the strategy computes is defined. */
  get warmUp(): number {
    return this.#floor.warmUp;
  }

  /** Each strategy's share of the account, where several share it. */
  get shares(): readonly Account[] {
    return this.#floor.shares;
  }

  /** Cash that came and went other than by fills. */
  get flows(): CashFlows {
    return this.#venue.flows;
  }

  /** Bars whose outcome depended on a path that is not known. */
  get ambiguousBars(): number {
    return this.#venue.ambiguous;
  }

  /** Equity and cash at the close of each row, once the simulation has run. */
  curve(): EquityCurve {
    return this.#newPen().draw({ rows: this.rows, bars: this.#input.bars ?? [], base: 0 });
  }

  #newPen(): EquityPen {
    const { listings, cash, model } = this.#input;
    return new EquityPen(new Account(listings, cash, model), this.fills, this.flows);
  }

  #sweep(from: number, to: number): void {
    const { rows, account, orders } = this;
    const { ts, gaps } = rows;
    const { mark, margined } = account;
    const series = this.series;
    const venue = this.#venue;
    const gate = this.#gate;
    const floor = this.#floor;
    const watched = gate.watchesRows;
    const delists = account.listings.some(({ delisted }) => delisted < Infinity);
    const { timeframeMs } = rows;
    const base = this.#base;
    const { cell } = this.#input;
    for (const own of series) own.holdBack(ts[to - base] ?? Infinity);
    this.#isWithin = true;
    for (let row = from; row < to; row++) {
      this.row = row;
      const at = row - base;
      if (cell !== undefined) cell[0] = ts[at]!;
      if (delists) venue.delist(ts[at]!, row);
      for (let i = 0; i < series.length; i++) {
        if (gaps && !rows.has(at, i)) continue;
        const own = series[i]!;
        own.advance();
        if (orders.openCount > 0 || margined) venue.match(i, own, row);
        const { values, mask } = own.close;
        mark[i] = values[own.index & mask]!;
      }
      if (delists) venue.delist(ts[at]! + timeframeMs, row);
      if (watched) gate.closeRow(ts[at]!);
      floor.open();
      for (let i = 0; i < series.length; i++) if (!gaps || rows.has(at, i)) floor.decide(i, row);
      floor.decideRow();
      if (this.#handled < orders.decided) this.#judge();
    }
    this.#isWithin = false;
    this.#lastTs = ts[to - base - 1] ?? this.#lastTs;
  }

  /** Judges what was asked for on a row, then hands the venue what passed. */
  #judge(): void {
    const { orders } = this;
    judgeDecisions(orders, this.#gate, this.#handled, this.#refusedChanges);
    for (; this.#handled < orders.decided; this.#handled++) {
      const id = orders.decisions[this.#handled]!;
      const kind = orders.decisionKind[this.#handled]!;
      if (kind === PLACE) {
        if (orders.state[id - 1] === REQUESTED) this.#venue.submit(id);
      } else this.#ask(id, kind === CANCEL);
    }
  }

  #ask(id: number, cancels: boolean): void {
    const { orders } = this;
    const now = orders.decisionTs[this.#handled]!;
    if (cancels) this.#venue.cancel(id, now);
    else if (!this.#refusedChanges.has(this.#handled)) {
      this.#venue.change(id, orders.changes.get(this.#handled)!, now);
    }
  }
}
