import type { Account } from "./account.ts";
import type { Aggregate } from "./aggregate.ts";
import { Market, type Now } from "./market.ts";
import type { Orders } from "./orders.ts";
import { bindParameters, type ParameterSchema } from "./parameters.ts";
import type { Series } from "./series.ts";
import type { Handlers, Strategy } from "./strategy.ts";

/**
 * Where a strategy decides: its markets and handlers over one account. The backtest runs it in its
 * loop, the live session in a sandboxed process; it is told of bars, fills and order states and
 * leaves its requests in `orders`.
 */
export class Desk {
  readonly #handlers: Handlers[] = [];
  /** The higher timeframes that the strategy asked for, an instrument. */
  readonly #aggregates: Aggregate[][] = [];
  readonly #aggregated: boolean;
  readonly #now: Now = { row: -1 };

  constructor(
    strategy: Strategy<ParameterSchema>,
    params: Readonly<Record<string, number>>,
    series: readonly Series[],
    account: Account,
    orders: Orders,
  ) {
    const values = bindParameters(strategy.parameters, params);
    series.forEach((own, instrument) => {
      const aggregates: Aggregate[] = [];
      const market = new Market(instrument, own, account, orders, this.#now, aggregates);
      this.#aggregates.push(aggregates);
      const handlers = strategy.setUp(values, market);
      if (handlers.onBar.constructor.name === "AsyncFunction") {
        throw new RangeError("onBar is async; decide at once, nothing may come in between");
      }
      this.#handlers.push(handlers);
    });
    this.#aggregated = this.#aggregates.some(({ length }) => length > 0);
  }

  /** Lets the strategy decide on the bar of one instrument that has just closed in a row. */
  decide(instrument: number, row: number): void {
    this.#now.row = row;
    if (this.#aggregated) { for (const each of this.#aggregates[instrument]!) each.update(); }
    this.#handlers[instrument]!.onBar();
  }
}
