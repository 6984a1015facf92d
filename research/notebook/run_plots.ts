import { sliceBars } from "../../data/bar_columns.ts";
import { didYouMean } from "../../data/nearest.ts";
import { UserError } from "../../data/user_error.ts";
import type { Backtest } from "../backtest/backtest.ts";
import { dailyEquity } from "../metrics/daily_equity.ts";
import { monthlyReturns, yearlyReturns } from "../metrics/period_returns.ts";
import {
  drawdownChart,
  equityChart,
  monthlyChart,
  type ScaleChoice,
  tradesChart,
} from "../report/charts/mod.ts";
import { benchmarkName, currencyOf } from "../report/run_report.ts";
import { Picture } from "./picture.ts";
import { type TimeLike, timeOf } from "./time_like.ts";

/** Pixels across; a notebook's cell is narrower than a page. */
const WIDTH = 920;

/** How a chart of a run is sized. */
export interface RunPlotOptions {
  readonly width?: number;
  readonly height?: number;
}

/** How equity is drawn. */
export interface EquityPlotOptions extends RunPlotOptions {
  /** "log" or "linear"; logarithmic where equity ranges over more than ten times. */
  readonly scale?: ScaleChoice;
  /** Whether dates stand beneath; false above a chart on the same axis. */
  readonly timeAxis?: boolean;
}

/** Which trades are drawn. */
export interface TradesPlotOptions extends RunPlotOptions {
  /** The run's first instrument where not given. */
  readonly symbol?: string;
  readonly from?: TimeLike;
  readonly to?: TimeLike;
}

/** Charts of one run. */
export class RunPlots {
  readonly #done: Backtest;

  constructor(done: Backtest) {
    this.#done = done;
  }

  /** Equity beside buying and holding. */
  equity(options: EquityPlotOptions = {}): Picture {
    const { result, benchmark } = this.#done;
    return new Picture(equityChart({
      strategy: { name: result.strategy, curve: result.equity },
      benchmark: benchmark && { name: benchmarkName(benchmark), curve: benchmark.result.equity },
      currency: currencyOf(result),
    }, { width: WIDTH, height: 280, ...options }));
  }

  /** How far equity was below its peak. */
  drawdown(options: RunPlotOptions = {}): Picture {
    const { equity } = this.#done.result;
    return new Picture(drawdownChart(equity, { width: WIDTH, height: 130, ...options }));
  }

  /** Monthly returns as a heat map. */
  monthly(options: { readonly width?: number } = {}): Picture {
    const { equity, cash } = this.#done.result;
    const daily = dailyEquity(equity);
    const data = { months: monthlyReturns(daily, cash), years: yearlyReturns(daily, cash) };
    return new Picture(monthlyChart(data, { width: WIDTH, ...options }));
  }

  /** Entries and exits on price; narrow the range to see candles. */
  trades(options: TradesPlotOptions = {}): Picture {
    const { symbol, from, to, ...size } = options;
    const { result, markets } = this.#done;
    const symbols = result.instruments.map((instrument) => instrument.symbol);
    const index = symbol === undefined ? 0 : symbols.indexOf(symbol);
    if (index < 0) {
      throw new UserError(`The run did not trade "${symbol}"${didYouMean(symbol!, symbols)}`);
    }
    const { bars } = markets[index]!;
    const begin = timeOf("from", from) ?? -Infinity;
    const end = timeOf("to", to) ?? Infinity;
    const first = bars.ts.findIndex((ts) => ts >= begin);
    const after = bars.ts.findIndex((ts) => ts >= end);
    const shown = first < 0
      ? [0, 0] as const
      : [first, after < 0 ? bars.ts.length : after] as const;
    return new Picture(tradesChart({
      bars: sliceBars(bars, ...shown),
      instrument: result.instruments[index]!,
      trades: result.trades.filter((trade) =>
        trade.instrument === index && trade.entryTs >= begin && (trade.exitTs ?? result.to) < end
      ),
    }, { width: WIDTH, ...size }));
  }
}
