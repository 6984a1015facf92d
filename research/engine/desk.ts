import type { Account } from "./account.ts";
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
  readonly #markets: Market[] = [];
  readonly #handlers: Handlers[] = [];
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
      const market = new Market(instrument, own, account, orders, this.#now);
      this.#markets.push(market);
      this.#handlers.push(strategy.setUp(values, market));
    });
  }

  /** Lets the strategy decide on the bar of one instrument that has just closed in a row. */
  decide(instrument: number, row: number): void {
    this.#now.row = row;
    this.#markets[instrument]!.advance();
    this.#handlers[instrument]!.onBar();
  }
}
