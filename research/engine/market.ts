import { durations } from "../../data/durations.ts";
import { Aggregate } from "./aggregate.ts";
import type { Clock } from "./clock.ts";
import type { Line } from "./line.ts";
import type { Memory } from "./memory.ts";
import { type EntryTerms, OrderEntry } from "./order_entry.ts";
import { Schedule } from "./schedule.ts";
import type { Series } from "./series.ts";

/** The bars that a market shows, and those built from them. */
export interface MarketBars {
  readonly series: Series;
  /** Higher timeframes that have been asked for. */
  readonly aggregates: Aggregate[];
  /** What the strategy remembers. */
  readonly memory: Memory;
}

/**
 * One instrument as a strategy sees it: its bars up to the one that has just closed, its position,
 * the shared account, and the ways to ask for orders.
 */
export class Market extends OrderEntry {
  readonly #series: Series;
  readonly #aggregates: Aggregate[];
  readonly #clock: Clock;
  readonly #memory: Memory;

  constructor(
    instrument: number,
    { series, aggregates, memory }: MarketBars,
    terms: EntryTerms & { readonly clock: Clock },
  ) {
    super(instrument, terms);
    this.#memory = memory;
    this.#series = series;
    this.#aggregates = aggregates;
    this.#clock = terms.clock;
  }

  /** Open times of the bars, ms. */
  get ts(): Line {
    return this.#series.ts;
  }
  get open(): Line {
    return this.#series.open;
  }
  get high(): Line {
    return this.#series.high;
  }
  get low(): Line {
    return this.#series.low;
  }
  get close(): Line {
    return this.#series.close;
  }
  get volume(): Line {
    return this.#series.volume;
  }

  /** Bars seen before the current one. */
  get index(): number {
    return this.#series.index;
  }

  /**
   * The bars of a higher timeframe such as "4h", built from this market's own; each becomes visible
   * once it has closed. Ask for it during set-up.
   */
  at(timeframe: string): Series {
    const span = durations.get(timeframe);
    if (span === undefined) {
      throw new RangeError(
        `Unknown timeframe "${timeframe}"; use ${[...durations.keys()].join(", ")}`,
      );
    }
    const held = this.#aggregates.find(({ series }) => series.timeframeMs === span);
    if (held) return held.series;
    if (this.#series.index >= 0) {
      throw new RangeError(`Cannot add "${timeframe}" once bars have been seen; ask during set-up`);
    }
    const aggregate = new Aggregate(this.#series, span);
    this.#aggregates.push(aggregate);
    return aggregate.series;
  }

  /** Whether a bar of this instrument is among those that have just closed. */
  get hasBar(): boolean {
    return this.#series.index >= 0 &&
      this.#series.ts.value + this.#series.timeframeMs === this.#clock.closeTs;
  }

  /**
   * Other data on the instrument, one value a bar: the last that was known at its close, NaN before
   * the first. Named by dataset, such as "funding_rates", and column where it is not the dataset's
   * first, such as "long_short_ratio.long_account". Ask for it during set-up.
   *
   * @throws RangeError where the run was not given it.
   */
  data(name: string): Line {
    return this.#series.data(name);
  }

  /**
   * An object to write to from bar to bar, which begins as a copy of `initial`. Ask for it during
   * set-up and keep in it whatever is not read from lines, orders and positions: a run that is
   * resumed from a snapshot finds it as it was, and not what is kept in variables. It holds plain
   * objects, arrays, strings, booleans, finite numbers and null.
   *
   * ```ts ignore
   * const memory = m.remember({ entries: 0, lastPrice: null as number | null });
   * ```
   *
   * @throws RangeError for other values, or once bars have been seen.
   */
  remember<T extends object>(initial: T): T {
    if (this.#clock.row >= 0) {
      throw new RangeError("Cannot remember more once bars have been seen; ask during set-up");
    }
    return this.#memory.remember(initial);
  }

  /**
   * A time that comes again: every "1d" at "14:30" UTC, or at every start of the timeframe where no
   * time is given. It is due on the first bar that closes at or after it.
   */
  every(timeframe: string, at?: string): Schedule {
    return Schedule.every(this.#series, timeframe, at);
  }
}
