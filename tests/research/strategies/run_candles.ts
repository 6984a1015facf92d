import type { Instrument } from "../../../data/instrument.ts";
import type { BacktestResult } from "../../../research/backtest/result.ts";
import { type Market, type RunModel, simulate } from "../../../research/backtest/simulate.ts";
import { timeframeMs } from "../../../data/timeframe.ts";
import type { ParameterSchema, SeriesData, Strategy } from "../../../research/engine/mod.ts";
import { ACME, barsOf, type Candle } from "../fixtures.ts";

/** A candle whose four prices are the same. */
export const flat = (price: number): Candle => [price, price, price, price];

/** A linear perpetual on ACME, in whole units. */
export const PERP: Instrument = { ...ACME, symbol: "ACME/USD:USD", kind: "perpetual" };

/** A market by its candles; numbers stand for candles of one price. */
export interface Drawn {
  readonly candles: readonly (Candle | number)[];
  readonly instrument?: Instrument;
  readonly data?: SeriesData;
  /** Open time of the first bar. */
  readonly start?: number;
}

/** How a strategy is run over drawn candles. */
export interface DrawnRun {
  readonly params?: Readonly<Record<string, number>>;
  readonly timeframe?: string;
  readonly model?: Partial<RunModel>;
}

/** Runs a strategy over drawn candles with 10,000 of cash. */
export function runOn(
  strategy: Strategy<ParameterSchema>,
  drawn: readonly Drawn[],
  { params = {}, timeframe = "1h", model = {} }: DrawnRun = {},
): BacktestResult {
  const step = timeframeMs(timeframe);
  const markets = drawn.map(({ candles, instrument = ACME, data, start = 0 }): Market => {
    const bars = candles.map((each) => typeof each === "number" ? flat(each) : each);
    return { instrument, bars: barsOf(bars, { step, start }), data };
  });
  return simulate({ strategy, params, markets, timeframe, model: { cash: 10_000, ...model } });
}

/** Orders as text: bar, side, type, state and reason, and the symbol where there are several. */
export function ordersOf({ orders, instruments }: BacktestResult): string[] {
  return orders.map(({ bar, instrument, side, type, state, why }) => {
    const symbol = instruments.length > 1 ? ` ${instruments[instrument]!.symbol}` : "";
    return `${bar} ${side}${symbol} ${type} ${state}: ${why}`;
  });
}

/** Fills as rows of bar, signed quantity and price, with the instrument's index where there are several. */
export function tradedIn({ fills, instruments }: BacktestResult): number[][] {
  return Array.from(fills.ts, (_, i) => {
    const row = [fills.bar[i]!, fills.side[i]! * fills.quantity[i]!, fills.price[i]!];
    return instruments.length > 1 ? [fills.instrument[i]!, ...row] : row;
  });
}
