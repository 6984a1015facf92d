import type { Bars } from "../../data/bars.ts";
import type { Account } from "./account.ts";
import { CashFlows } from "./cash_flows.ts";
import type { SavedRows } from "./columns.ts";
import { delayOf } from "./delay_of.ts";
import { Execution } from "./execution.ts";
import type { Fills } from "./fills.ts";
import { FUNDING_JITTER_MS, type FundingRates } from "./funding.ts";
import { liquidationPrice } from "./margin.ts";
import { CANCELLED, EXPIRED, HELD, REJECTED, REQUESTED, WORKING } from "./order_state.ts";
import {
  BUY,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  LIMIT,
  MARKET,
  POST_ONLY,
  STOP,
  STOP_LIMIT,
  TAKE_PROFIT,
  TRAILING_STOP,
} from "./order_type.ts";
import type { OrderChange, Orders } from "./orders.ts";
import { CLOSE, HIGH, LOW, OPEN, TS, VOLUME } from "./price_range.ts";
import { Random } from "./random.ts";
import type { Series } from "./series.ts";
import { stopLevel } from "./stop_level.ts";
import type { VenueModel } from "./venue_model.ts";

const AT_ONCE = IMMEDIATE_OR_CANCEL | FILL_OR_KILL;

/** A cancel or a change that has not reached the venue yet. */
interface Pending {
  readonly at: number;
  readonly id: number;
  /** Null for a cancel. */
  readonly change: OrderChange | null;
}

/** A venue as a snapshot holds it. */
export interface SavedVenue {
  readonly flows: SavedRows;
  readonly carriedOut: ReadonlyMap<number, readonly OrderChange[]>;
  readonly ambiguous: number;
  readonly random: Int32Array;
  readonly pending: readonly Pending[];
  /** The last settlement of funding that is over, an instrument, ms. */
  readonly funded: Float64Array;
}

/**
 * The venue of the backtest and of paper trading: matches working orders against bars.
 *
 * An order decided on a bar's close can fill from the next bar on. At a bar's open come, in this
 * order: market orders, stops that the open has passed, then limits and targets that it has. Then
 * the bar's path, of which only the extremes and the close are known: stops first, from the open on
 * the nearest before the others, then limits and targets in the same way; so where one bar touches a
 * stop and a target the stop is taken, but what lies on the way to a stop comes before it. A stop
 * fills at its trigger, a limit only where the bar trades through its price, strictly. An order that
 * begins within a bar, such as the stop of an entry that has just filled, is taken to meet what hurts
 * it and not what would favour it. A bar on which that mattered is counted as ambiguous; bars of a
 * finer timeframe decide it where they are given.
 *
 * What takes liquidity pays the taker's fee and slips; a limit order that rested pays the maker's.
 */
export class SimulatedVenue {
  readonly flows: CashFlows = new CashFlows();
  /** Changes that have been carried out, by order. */
  readonly carriedOut: Map<number, OrderChange[]> = new Map();
  /** Bars whose outcome depended on a path that is not known. */
  ambiguous = 0;
  readonly #orders: Orders;
  readonly #fills: Fills;
  readonly #account: Account;
  readonly #model: VenueModel;
  readonly #execution: Execution;
  readonly #random: Random;
  readonly #bar = new Float64Array(6);
  readonly #asksVolume: boolean;
  /** Bars of a finer timeframe, an instrument, and how far they have been gone through. */
  readonly #finer: (Bars | undefined)[] = [];
  readonly #finerNext: number[] = [];
  readonly #funding: (FundingRates | undefined)[] = [];
  readonly #fundingNext: number[] = [];
  #pending: Pending[] = [];
  #isAmbiguous = false;

  constructor(orders: Orders, fills: Fills, account: Account, model: VenueModel = {}) {
    this.#orders = orders;
    this.#fills = fills;
    this.#account = account;
    this.#model = model;
    this.#execution = new Execution(orders, fills, account, model, this.#bar);
    this.#asksVolume = model.participation !== undefined || model.impactBps !== undefined;
    this.#random = new Random(model.seed ?? 0);
  }

  /** Gives bars of a finer timeframe for the path within an instrument's bars. */
  drillDown(instrument: number, bars: Bars): void {
    this.#finer[instrument] = bars;
    this.#finerNext[instrument] = 0;
  }

  /** Takes an order that passed the risk gate. */
  submit(id: number): void {
    const { latency } = this.#model;
    if (!this.#execution.accept(id, this.#random) || latency === undefined) return;
    this.#orders.active[id - 1]! += delayOf(latency, this.#random);
  }

  /** Cancels an open order, once the request has reached the venue; returns whether there was one. */
  cancel(id: number, now: number): boolean {
    return this.#ask(id, null, now);
  }

  /** Changes an open order, once the request has reached the venue; it goes to the end of the queue. */
  change(id: number, change: OrderChange, now: number): boolean {
    return this.#ask(id, change, now);
  }

  /** Gives the funding of a perpetual. It falls to the position held before the orders of its bar. */
  payFunding(instrument: number, rates: FundingRates): void {
    this.#funding[instrument] = rates;
    this.#fundingNext[instrument] = 0;
  }

  /**
   * Settles what can no longer be traded from a time on: its orders are cancelled and its position is
   * closed at the last price, without a fee.
   */
  delist(now: number, row: number): void {
    const { listings, lots, mark } = this.#account;
    for (let instrument = 0; instrument < listings.length; instrument++) {
      if (listings[instrument]!.delisted > now) continue;
      const orders = this.#orders;
      for (let i = orders.openCount - 1; i >= 0; i--) {
        const id = orders.open[i]!;
        if (orders.instrument[id - 1] !== instrument || orders.state[id - 1] === REQUESTED) {
          continue;
        }
        orders.move(id, CANCELLED, "the instrument was delisted");
      }
      if (lots[instrument] === 0) continue;
      const rates = this.#funding[instrument];
      if (rates !== undefined) {
        const { delisted } = listings[instrument]!;
        this.#settleFunding(instrument, rates, delisted - 1, mark[instrument]!, row);
      }
      this.#bar[TS] = now;
      this.#execution.settle(instrument, row);
    }
  }

  /**
   * A copy of what it remembers from row to row. Finer bars are found again by their times; what they
   * are, and the rates of funding, is given anew.
   */
  save(): SavedVenue {
    return {
      flows: this.flows.save(),
      carriedOut: new Map([...this.carriedOut].map(([id, changes]) => [id, [...changes]])),
      ambiguous: this.ambiguous,
      random: this.#random.state.slice(),
      pending: [...this.#pending],
      funded: Float64Array.from(this.#account.listings, (_, i) => {
        const next = this.#fundingNext[i] ?? 0;
        return next === 0 ? -Infinity : this.#funding[i]!.ts[next - 1]!;
      }),
    };
  }

  /** Becomes the venue of a snapshot, once it has been given finer bars and funding. */
  restore(saved: SavedVenue): void {
    this.flows.restore(saved.flows);
    for (const [id, changes] of saved.carriedOut) this.carriedOut.set(id, [...changes]);
    this.ambiguous = saved.ambiguous;
    this.#random.state.set(saved.random);
    this.#pending = [...saved.pending];
    this.#funding.forEach((rates, i) => {
      const next = rates?.ts.findIndex((ts) => ts > saved.funded[i]!) ?? 0;
      this.#fundingNext[i] = next < 0 ? rates!.ts.length : next;
    });
  }

  /** Settles all funding up to a time: −units · price · rate. */
  #settleFunding(
    instrument: number,
    rates: FundingRates,
    until: number,
    price: number,
    row: number,
  ) {
    const units = this.#account.units[instrument]!;
    const { ts, rate, price: marks } = rates;
    let i = this.#fundingNext[instrument]!;
    for (; i < ts.length && ts[i]! <= until; i++) {
      if (units === 0) continue;
      const at = marks[i]! > 0 ? marks[i]! : price;
      this.#execution.fund(instrument, rate[i]!, at, ts[i]!, row, this.flows);
    }
    this.#fundingNext[instrument] = i;
  }

  /** Matches the working orders of an instrument against the bar at its series' clock. */
  match(instrument: number, series: Series, row: number): void {
    const rates = this.#funding[instrument];
    if (rates !== undefined) {
      const opened = series.ts.value + FUNDING_JITTER_MS;
      this.#settleFunding(instrument, rates, opened, series.open.value, row);
    }
    this.#matchSeries(instrument, series, row);
    if (rates !== undefined) {
      const closes = series.ts.value + series.timeframeMs - 1;
      this.#settleFunding(instrument, rates, closes, series.open.value, row);
    }
  }

  #matchSeries(instrument: number, series: Series, row: number): void {
    if (this.#orders.openCount === 0 && !this.#isLeveraged(instrument)) return;
    this.#isAmbiguous = false;
    const finer = this.#finer[instrument];
    if (finer === undefined || !this.#matchFiner(instrument, finer, series, row)) {
      const i = series.index;
      const bar = this.#bar;
      bar[TS] = series.ts.values[i & series.ts.mask]!;
      bar[OPEN] = series.open.values[i & series.open.mask]!;
      if (this.#asksVolume) bar[VOLUME] = series.volume.values[i & series.volume.mask]!;
      if (this.#matchOpen(instrument, row)) {
        bar[HIGH] = series.high.values[i & series.high.mask]!;
        bar[LOW] = series.low.values[i & series.low.mask]!;
        bar[CLOSE] = series.close.values[i & series.close.mask]!;
        this.#matchPath(instrument);
      }
    }
    if (this.#isAmbiguous) this.ambiguous++;
  }

  /** Returns whether there are finer bars within the bar. */
  #matchFiner(instrument: number, finer: Bars, series: Series, row: number): boolean {
    const from = series.ts.value;
    const to = from + series.timeframeMs;
    const { ts, open, high, low, close, volume } = finer;
    const bar = this.#bar;
    let i = this.#finerNext[instrument]!;
    while (i < ts.length && ts[i]! < from) i++;
    const first = i;
    for (; i < ts.length && ts[i]! < to; i++) {
      bar[TS] = ts[i]!;
      bar[OPEN] = open[i]!;
      bar[HIGH] = high[i]!;
      bar[LOW] = low[i]!;
      bar[CLOSE] = close[i]!;
      bar[VOLUME] = volume[i]!;
      if (this.#matchOpen(instrument, row)) this.#matchPath(instrument);
    }
    this.#finerNext[instrument] = i;
    return i > first;
  }

  /** What the open alone decides; returns whether the rest of the bar matters. */
  #matchOpen(instrument: number, row: number): boolean {
    this.#execution.begin(instrument, row);
    if (this.#pending.length > 0) this.#arrive();
    if (this.#orders.timed > 0) this.#expire(instrument);
    if (this.#account.margined) this.#liquidateAtOpen(instrument);
    return this.#fillMarketOrders(instrument) || this.#isLeveraged(instrument);
  }

  /** What rests meets the open, then the bar's path. */
  #matchPath(instrument: number): void {
    const execution = this.#execution;
    while (this.#gap(instrument));
    if (this.#account.margined) this.#liquidateAtOpen(instrument);
    execution.leaveOpen();
    while (this.#worstOnPath(instrument) || this.#bestOnPath(instrument));
    this.#settle(instrument);
    if (execution.isAmbiguous) this.#isAmbiguous = true;
  }

  /** Fills market orders at the open; returns whether any order rests. */
  #fillMarketOrders(instrument: number): boolean {
    const orders = this.#orders;
    let rests = false;
    for (let i = 0; i < orders.openCount;) {
      const id = orders.open[i]!;
      const at = id - 1;
      if (!this.#isActive(at, instrument)) i++;
      else if (orders.actsAs[at] !== MARKET) {
        rests = true;
        i++;
      } else {
        this.#execution.take(id, this.#bar[OPEN]!);
        if (orders.state[at] === WORKING && (orders.flags[at]! & AT_ONCE) !== 0) {
          this.#execution.end(id, EXPIRED, "not filled at once");
        }
        if (orders.open[i] === id) i++;
      }
    }
    return rests;
  }

  /** Fills the first order that the open has passed; returns whether there was one. */
  #gap(instrument: number): boolean {
    const orders = this.#orders;
    const open = this.#bar[OPEN]!;
    const { tick } = this.#account.listings[instrument]!;
    let passive = 0;
    for (let i = 0; i < orders.openCount; i++) {
      const id = orders.open[i]!;
      const at = id - 1;
      if (!this.#isActive(at, instrument)) continue;
      const acts = orders.actsAs[at]!;
      if (acts === TRAILING_STOP && orders.watermark[at] === 0) orders.watermark[at] = open;
      const buys = orders.side[at] === BUY;
      if (isStop(acts)) {
        const level = stopLevel(orders, id, tick, orders.watermark[at]!);
        if (buys ? open < level : open > level) continue;
        this.#trigger(id, open);
        return true;
      }
      if (acts === MARKET || passive > 0) continue;
      if (this.#isPassed(id, acts, buys)) passive = id;
      else if (orders.state[at] !== WORKING) return true;
    }
    return passive > 0 && this.#passOpen(passive);
  }

  /** Whether the open fills a limit or target; one that must fill at once, or must not, may end here. */
  #isPassed(id: number, acts: number, buys: boolean): boolean {
    const orders = this.#orders;
    const at = id - 1;
    const open = this.#bar[OPEN]!;
    const level = acts === LIMIT ? orders.limit[at]! : orders.trigger[at]!;
    const passed = buys ? open <= level : open >= level;
    const atOnce = (orders.flags[at]! & AT_ONCE) !== 0;
    if (passed && (acts === TAKE_PROFIT || atOnce)) return true;
    if (atOnce) this.#execution.end(id, EXPIRED, "not filled at once");
    else if (passed && orders.rested[at] === 0 && (orders.flags[at]! & POST_ONLY) !== 0) {
      this.#execution.end(id, REJECTED, "would take liquidity, and is post-only");
    } else if (passed && open !== level) return true;
    else if (!passed) orders.rested[at] = 1;
    return false;
  }

  /** Fills a limit or target that the open has passed. */
  #passOpen(id: number): boolean {
    const orders = this.#orders;
    const open = this.#bar[OPEN]!;
    if (orders.actsAs[id - 1] === TAKE_PROFIT) {
      this.#trigger(id, open);
      return true;
    }
    const filled = this.#execution.fill(id, open, orders.rested[id - 1] === 1);
    if (orders.state[id - 1] !== WORKING) return true;
    if ((orders.flags[id - 1]! & AT_ONCE) !== 0) {
      this.#execution.end(id, EXPIRED, "not filled at once");
      return true;
    }
    return filled && !this.#execution.isExhausted;
  }

  /** Fires the stop that the path comes to next, of those that the bar touches; returns whether there was one. */
  #worstOnPath(instrument: number): boolean {
    const orders = this.#orders;
    const bar = this.#bar;
    const { ranges, reached } = this.#execution;
    const { tick } = this.#account.listings[instrument]!;
    let worst = 0;
    let reference = NaN;
    let least = Infinity;
    let certain = true;
    for (let i = 0; i < orders.openCount; i++) {
      const id = orders.open[i]!;
      const at = id - 1;
      if (!isStop(orders.actsAs[at]!) || !this.#isActive(at, instrument)) continue;
      const buys = orders.side[at] === BUY;
      const start = ranges.start(id, bar);
      const trails = orders.actsAs[at] === TRAILING_STOP;
      const watermark = orders.watermark[at] || start;
      let level = stopLevel(orders, id, tick, watermark);
      let sure = buys ? ranges.high(id, bar) >= level : ranges.low(id, bar) <= level;
      let touched = sure || (buys ? bar[HIGH]! >= level : bar[LOW]! <= level);
      // Where it may have followed the price before, or turned earlier, its level is not known.
      if (touched && trails) sure &&= buys ? bar[LOW]! >= watermark : bar[HIGH]! <= watermark;
      if (!touched && trails) {
        level = stopLevel(orders, id, tick, buys ? ranges.low(id, bar) : ranges.high(id, bar));
        touched = buys ? bar[HIGH]! >= level : bar[LOW]! <= level;
      }
      if (!touched) continue;
      const price = buys ? Math.max(level, start) : Math.min(level, start);
      const distance = Math.abs(price - reached);
      if (distance >= least) continue;
      worst = id;
      reference = trails ? level : price;
      least = distance;
      certain = sure;
    }
    if (this.#isLeveraged(instrument)) {
      const level = liquidationPrice(this.#account, instrument);
      const long = this.#account.lots[instrument]! > 0;
      const touched = long ? bar[LOW]! <= level : bar[HIGH]! >= level;
      if (touched && level > 0 && Math.abs(level - reached) < least) {
        // Slippage may have carried the entry beyond the level that it is taken over at.
        const price = long ? Math.min(level, reached) : Math.max(level, reached);
        if (this.#bestOnPath(instrument, price)) return true;
        this.#execution.liquidate(instrument, price, this.flows);
        return true;
      }
    }
    if (worst === 0) return false;
    if (this.#bestOnPath(instrument, reference)) return true;
    if (!certain) this.#isAmbiguous = true;
    this.#trigger(worst, reference);
    return true;
  }

  /**
   * Fills the limit or target that the path comes to next, of those that the bar certainly passes.
   *
   * @param until a price that the path is on its way to: of those before it alone.
   */
  #bestOnPath(instrument: number, until = NaN): boolean {
    const orders = this.#orders;
    const bar = this.#bar;
    const execution = this.#execution;
    const { ranges, reached } = execution;
    if (execution.isExhausted) return false;
    const isOnTheWay = !Number.isNaN(until);
    let best = 0;
    let bestActs = LIMIT;
    let bestLevel = NaN;
    let reference = NaN;
    let least = Infinity;
    for (let i = 0; i < orders.openCount; i++) {
      const id = orders.open[i]!;
      const at = id - 1;
      const acts = orders.actsAs[at]!;
      if ((acts !== LIMIT && acts !== TAKE_PROFIT) || !this.#isActive(at, instrument)) continue;
      const buys = orders.side[at] === BUY;
      // A price that falls comes to orders to buy.
      if (isOnTheWay && buys !== until < reached) continue;
      const level = acts === LIMIT ? orders.limit[at]! : orders.trigger[at]!;
      const [low, high] = [ranges.low(id, bar), ranges.high(id, bar)];
      const passed = acts === LIMIT
        ? (buys ? low < level : high > level)
        : (buys ? low <= level : high >= level);
      if (!passed) {
        const mayPass = buys ? bar[LOW]! < level : bar[HIGH]! > level;
        if (mayPass && !isOnTheWay) this.#isAmbiguous = true;
        continue;
      }
      const start = ranges.start(id, bar);
      const price = buys ? Math.min(level, start) : Math.max(level, start);
      const isBefore = buys ? price > until && price <= reached : price < until && price >= reached;
      if (isOnTheWay && !isBefore) continue;
      const distance = Math.abs(price - bar[OPEN]!);
      // At one price come targets, which a touch is enough for, then what asks for less.
      const isFirst = acts === bestActs
        ? (buys ? level > bestLevel : level < bestLevel)
        : acts === TAKE_PROFIT;
      if (distance > least || (distance === least && !isFirst)) continue;
      bestActs = acts;
      bestLevel = level;
      best = id;
      reference = price;
      least = distance;
    }
    if (best === 0) return false;
    if (orders.actsAs[best - 1] === TAKE_PROFIT) this.#trigger(best, reference);
    else {
      if (reference !== bar[OPEN]) orders.rested[best - 1] = 1;
      execution.fill(best, reference, orders.rested[best - 1] === 1);
    }
    return true;
  }

  /** An order's trigger has been touched at a price: it goes on as a market or a limit order. */
  #trigger(id: number, price: number): void {
    const orders = this.#orders;
    const at = id - 1;
    if (orders.parent[at]! > 0) this.#execution.endEntry(orders.parent[at]!);
    if (orders.actsAs[at] !== STOP_LIMIT) {
      orders.actsAs[at] = MARKET;
      this.#execution.take(id, price);
      return;
    }
    orders.actsAs[at] = LIMIT;
    const buys = orders.side[at] === BUY;
    this.#execution.beginOnPath(id, price, buys);
    const marketable = buys ? price <= orders.limit[at]! : price >= orders.limit[at]!;
    if (marketable) this.#execution.fill(id, price, false);
    else orders.rested[at] = 1;
  }

  /** What rests on after the bar: limits have queued, trailing stops have followed. */
  #settle(instrument: number): void {
    const orders = this.#orders;
    const bar = this.#bar;
    const { ranges } = this.#execution;
    for (let i = 0; i < orders.openCount; i++) {
      const id = orders.open[i]!;
      const at = id - 1;
      if (!this.#isActive(at, instrument)) continue;
      if (orders.actsAs[at] === LIMIT) orders.rested[at] = 1;
      if (orders.actsAs[at] !== TRAILING_STOP) continue;
      const before = orders.watermark[at] || ranges.start(id, bar);
      const buys = orders.side[at] === BUY;
      const mark = buys
        ? Math.min(before, ranges.low(id, bar))
        : Math.max(before, ranges.high(id, bar));
      orders.watermark[at] = mark;
      // It may have followed the bar's extreme, if it began before that.
      if (buys ? bar[LOW]! < mark : bar[HIGH]! > mark) this.#isAmbiguous = true;
    }
  }

  #liquidateAtOpen(instrument: number): void {
    if (!this.#isLeveraged(instrument)) return;
    const level = liquidationPrice(this.#account, instrument);
    const open = this.#bar[OPEN]!;
    const passed = this.#account.lots[instrument]! > 0 ? open <= level : open >= level;
    if (passed && level > 0) this.#execution.liquidate(instrument, open, this.flows);
  }

  #isLeveraged(instrument: number): boolean {
    return this.#account.lots[instrument] !== 0 && this.#account.listings[instrument]!.linear;
  }

  #isActive(at: number, instrument: number): boolean {
    const orders = this.#orders;
    return orders.instrument[at] === instrument && orders.state[at] === WORKING &&
      orders.active[at]! <= this.#bar[TS]!;
  }

  #expire(instrument: number): void {
    const orders = this.#orders;
    for (let i = 0; i < orders.openCount;) {
      const id = orders.open[i]!;
      const until = orders.expires[id - 1]!;
      const due = until > 0 && until <= this.#bar[TS]! && orders.state[id - 1] === WORKING &&
        orders.instrument[id - 1] === instrument;
      if (due) this.#execution.end(id, EXPIRED, "its time is over");
      else i++;
    }
  }

  #ask(id: number, change: OrderChange | null, now: number): boolean {
    const state = this.#orders.state[id - 1];
    if (state !== WORKING && state !== HELD) return false;
    const { latency } = this.#model;
    if (latency === undefined) this.#carryOut(id, change);
    else this.#pending.push({ at: now + delayOf(latency, this.#random), id, change });
    return true;
  }

  /** Carries out the cancels and changes that have reached the venue by now. */
  #arrive(): void {
    const now = this.#bar[TS]!;
    const arrived = this.#pending.filter(({ at }) => at <= now);
    this.#pending = this.#pending.filter(({ at }) => at > now);
    for (const { id, change } of arrived) {
      const state = this.#orders.state[id - 1];
      if (state === WORKING || state === HELD) this.#carryOut(id, change);
    }
  }

  #carryOut(id: number, change: OrderChange | null): void {
    if (change === null) return this.#execution.end(id, CANCELLED, "");
    this.carriedOut.set(id, [...this.carriedOut.get(id) ?? [], change]);
    this.#execution.change(id, change);
  }
}

function isStop(acts: number): boolean {
  return acts === STOP || acts === TRAILING_STOP || acts === STOP_LIMIT;
}
