import type { ColumnTable } from "arquero";
import type { Backtest } from "../backtest/backtest.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { consoleDisplay, type Displayable, jupyterDisplay, type MimeBundle } from "./kernel.ts";
import { RunPlots } from "./run_plots.ts";
import { cashFlowsTable, equityTable, fillsTable, ordersTable, tradesTable } from "./run_tables.ts";
import { TearSheet } from "./tear_sheet.ts";

/** A finished and saved backtest as a notebook works with it; shown, it is its tear sheet. */
export class Run implements Displayable {
  readonly #done: Backtest;
  #equity: ColumnTable | undefined;
  #fills: ColumnTable | undefined;
  #cashFlows: ColumnTable | undefined;
  #orders: ColumnTable | undefined;
  #trades: ColumnTable | undefined;
  /** Charts of the run: `run.plot.equity()`, `drawdown()`, `monthly()` and `trades()`. */
  readonly plot: RunPlots;

  constructor(done: Backtest) {
    this.#done = done;
    this.plot = new RunPlots(done);
  }

  /** The run's name; `data/runs/<id>` holds its record. */
  get id(): string {
    return this.#done.record.runId;
  }

  /** The record as it was saved: parameters, data checksums, model, metrics, trial number. */
  get record(): Backtest["record"] {
    return this.#done.record;
  }

  /** The run's folder. */
  get path(): string {
    return this.#done.path;
  }

  /** Fractions, not percent; null where a metric is undefined. */
  get metrics(): Metrics {
    return this.#done.metrics;
  }

  /** The same for buying at the first open and holding; null where that is the strategy. */
  get benchmark(): Metrics | null {
    return this.#done.benchmark?.metrics ?? null;
  }

  /** A row a bar: ts, equity, cash, exposure, drawdown, benchmark. */
  get equity(): ColumnTable {
    return this.#equity ??= equityTable(this.#done);
  }

  /** A row a fill: ts, orderId, symbol, side, quantity, price, fee, slippage. */
  get fills(): ColumnTable {
    return this.#fills ??= fillsTable(this.#done.result);
  }

  /** A row a payment of funding and the like: ts, symbol, kind, amount, rate, price. */
  get cashFlows(): ColumnTable {
    return this.#cashFlows ??= cashFlowsTable(this.#done.result);
  }

  /** A row an order request, refused ones with their reason. */
  get orders(): ColumnTable {
    return this.#orders ??= ordersTable(this.#done.result);
  }

  /** A row a round trip: symbol, side, entryTs, exitTs, prices, fees, funding, profit, return. */
  get trades(): ColumnTable {
    return this.#trades ??= tradesTable(this.#done.result);
  }

  /** The run as a broker would state it, with its charts; as text in a terminal. */
  tearSheet(): TearSheet {
    return new TearSheet(this.#done);
  }

  [jupyterDisplay](): MimeBundle {
    return this.tearSheet()[jupyterDisplay]();
  }

  [consoleDisplay](): string {
    return `Run ${this.id}`;
  }
}
