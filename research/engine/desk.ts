import type { Account } from "./account.ts";
import type { Aggregate, SavedAggregate } from "./aggregate.ts";
import { Clock } from "./clock.ts";
import { ExitRule, type SavedExits } from "./exit_rules.ts";
import { Market } from "./market.ts";
import { Memory } from "./memory.ts";
import type { Orders } from "./orders.ts";
import { bindParameters, type ParameterSchema } from "./parameters.ts";
import type { ExitRules } from "./risk_limits.ts";
import type { Series } from "./series.ts";
import type { BasketHandlers, Handlers, Strategy } from "./strategy.ts";

/** Where a desk trades: the bars, the account and its orders. */
export interface DeskInput {
  readonly series: readonly Series[];
  readonly account: Account;
  readonly orders: Orders;
  /** Which of several strategies on the account it is, from 1; 0 where there is one. */
  readonly owner?: number | undefined;
  /** When positions are closed whatever the strategy thinks. */
  readonly exits?: ExitRules | undefined;
  /** What the strategy remembers where it is resumed, as the snapshot has it. */
  readonly remembered?: readonly object[] | undefined;
}

/** A desk as a snapshot holds it. */
export interface SavedDesk {
  readonly aggregates: readonly (readonly SavedAggregate[])[];
  readonly exits: SavedExits | null;
  readonly memory: readonly object[];
}

/**
 * Where a strategy decides: its markets and handlers over one account. The backtest runs it in its
 * loop, the live session in a sandboxed process; it is told of bars, fills and order states and
 * leaves its requests in `orders`.
 */
export class Desk {
  /** Whether it decides once a row, on all instruments together or by a rule for exits. */
  readonly decidesRows: boolean;
  readonly #handlers: Handlers[] = [];
  readonly #basket: BasketHandlers | null = null;
  readonly #exits: ExitRule | null;
  readonly #series: readonly Series[];
  /** The higher timeframes that the strategy asked for, an instrument. */
  readonly #aggregates: Aggregate[][];
  readonly #aggregated: boolean;
  readonly #clock: Clock;
  readonly #memory: Memory;

  constructor(
    strategy: Strategy<ParameterSchema>,
    params: Readonly<Record<string, number>>,
    { series, account, orders, owner = 0, exits = {}, remembered }: DeskInput,
  ) {
    const values = bindParameters(strategy.parameters, params);
    this.#series = series;
    this.#aggregates = series.map(() => []);
    this.#clock = new Clock(series[0]!);
    const terms = { account, orders, owner, clock: this.#clock };
    this.#memory = new Memory(remembered);
    const markets = series.map((own, instrument) => {
      const aggregates = this.#aggregates[instrument]!;
      return new Market(instrument, { series: own, aggregates, memory: this.#memory }, terms);
    });
    this.#exits = ExitRule.isOn(exits) ? new ExitRule(markets, exits) : null;
    this.decidesRows = strategy.setUpBasket !== undefined || this.#exits !== null;
    if (strategy.setUpBasket) {
      this.#basket = strategy.setUpBasket(values, markets);
      requireSync("onBars", this.#basket.onBars);
    } else if (strategy.setUp) {
      for (const market of markets) {
        const handlers = strategy.setUp(values, market);
        requireSync("onBar", handlers.onBar);
        this.#handlers.push(handlers);
      }
    }
    if (strategy.setUpBook) {
      throw new RangeError(
        `Cannot run ${strategy.name} on bars: it trades on the order book; run it with --book`,
      );
    }
    this.#memory.requireUntouched();
    this.#aggregated = this.#aggregates.some(({ length }) => length > 0);
  }

  /** Bars that pass before all that the strategy computes is defined. */
  get warmUp(): number {
    const bars = this.#aggregates.flatMap((aggregates, i) => {
      const base = this.#series[i]!;
      const higher = aggregates.map(({ series }) =>
        (series.warmUp + 1) * (series.timeframeMs / base.timeframeMs)
      );
      return [base.warmUp, ...higher];
    });
    return Math.max(...bars);
  }

  /** Lets the strategy decide on the bar of one instrument that has just closed in a row. */
  decide(instrument: number, row: number): void {
    const clock = this.#clock;
    clock.row = row;
    const series = this.#series[instrument]!;
    if (clock.series !== series) clock.series = series;
    if (this.#aggregated) { for (const each of this.#aggregates[instrument]!) each.update(); }
    if (this.#basket === null) this.#handlers[instrument]!.onBar();
  }

  /** Lets a strategy over several instruments decide, then the exit rules, after the row's last bar. */
  decideRow(): void {
    this.#basket?.onBars();
    this.#exits?.apply(this.#clock.closeTs);
  }

  /** A copy of all that it remembers from row to row. */
  save(): SavedDesk {
    return {
      aggregates: this.#aggregates.map((own) => own.map((each) => each.save())),
      exits: this.#exits?.save() ?? null,
      memory: this.#memory.save(),
    };
  }

  /** Becomes the desk of a snapshot, of which it has what the strategy remembers already. */
  restore({ aggregates, exits }: SavedDesk): void {
    this.#aggregates.forEach((own, i) => {
      const saved = aggregates[i] ?? [];
      if (own.length !== saved.length) {
        throw new RangeError(
          `Cannot resume: the strategy asks for ${own.length} higher timeframes, the snapshot ` +
            `holds ${saved.length}; resume with the strategy that it was taken of`,
        );
      }
      own.forEach((each, k) => each.restore(saved[k]!));
    });
    if (exits !== null) this.#exits?.restore(exits);
  }
}

function requireSync(name: string, handler: () => void): void {
  if (handler.constructor.name !== "AsyncFunction") return;
  throw new RangeError(`${name} is async; decide at once, nothing may come in between`);
}
