import type { Bars } from "../../../data/bars.ts";
import type { Instrument } from "../../../data/instrument.ts";
import type { Market } from "../../../research/backtest/simulate.ts";
import type { FundingRates } from "../../../research/engine/mod.ts";
import { ACME, HOUR } from "../../research/fixtures.ts";
import { randomOf } from "./session_fixtures.ts";

const QUARTERS = 4;

/** A perpetual with two tiers of margin and a fee of liquidation. */
export const PERP: Instrument = {
  ...ACME,
  symbol: "PERP:USD",
  kind: "perpetual",
  tickSize: "0.05",
  lotSize: "0.001",
  minNotional: "5",
  margin: {
    liquidationFeeBps: 50,
    tiers: [
      { notionalCap: 200_000, maintenanceRate: 0.01, maintenanceAmount: 0, maxLeverage: 50 },
      { notionalCap: null, maintenanceRate: 0.02, maintenanceAmount: 2_000, maxLeverage: 20 },
    ],
  },
};

/** What a market is drawn from. */
export interface MarketDraw {
  readonly seed: number;
  readonly rows: number;
  /** Part of the hours that have no bar. */
  readonly missing: number;
  readonly drillDown: boolean;
  /** Whether there is a column of other data. */
  readonly data: boolean;
}

/** Hours of a seeded walk with the quarters that they are made of, and funding for a perpetual. */
export function drawnMarket(instrument: Instrument, draw: MarketDraw): Market {
  const random = randomOf(draw.seed);
  const tick = Number(instrument.tickSize);
  const toTick = (price: number) => Math.max(20, Math.round(price / tick) * tick);
  const cents = (price: number) => Math.round(toTick(price) * 100) / 100;
  let price = 100;
  const quarters = Array.from({ length: draw.rows * QUARTERS }, (_, i) => {
    const gap = random();
    const open = gap > 0.1
      ? price
      : cents(price * (1 + (gap < 0.02 ? 0.4 : 0.04) * (random() - 0.5)));
    price = cents(open * (0.988 + 0.0241 * random()));
    const high = cents(Math.max(open, price) * (1 + 0.006 * random() ** 2));
    const low = cents(Math.min(open, price) * (1 - 0.006 * random() ** 2));
    const volume = random() < 0.03 ? NaN : Math.round(4_000 * random() ** 3);
    return { ts: i * HOUR / QUARTERS, open, high, low, close: price, volume };
  });
  const hours = Array.from({ length: draw.rows }, (_, row) => {
    const own = quarters.slice(row * QUARTERS, (row + 1) * QUARTERS);
    return {
      ts: row * HOUR,
      open: own[0]!.open,
      high: Math.max(...own.map(({ high }) => high)),
      low: Math.min(...own.map(({ low }) => low)),
      close: own.at(-1)!.close,
      volume: own.reduce((sum, { volume }) => sum + volume, 0),
    };
  }).filter((_, row) => row === 0 || random() >= draw.missing);
  const mood = Float64Array.from(hours, () => random() < 0.1 ? NaN : random());
  return {
    instrument,
    data: draw.data ? { mood } : undefined,
    bars: columnsOf(hours),
    // Now and then the finer bars have a hole.
    finer: draw.drillDown ? columnsOf(quarters.filter(() => random() > 0.02)) : undefined,
    funding: instrument.kind === "perpetual" ? drawnFunding(draw.rows, random) : undefined,
  };
}

function drawnFunding(rows: number, random: () => number): FundingRates {
  const count = Math.floor(rows / 4);
  const of = (value: (i: number) => number) =>
    Float64Array.from({ length: count }, (_, i) => value(i));
  return {
    ts: of((i) => i * 4 * HOUR + Math.floor(20 * random())),
    rate: of(() => 0.004 * (random() - 0.5)),
    price: of(() => random() < 0.5 ? NaN : 80 + 40 * random()),
  };
}

function columnsOf(rows: readonly Record<keyof Bars, number>[]): Bars {
  const of = (name: keyof Bars) => Float64Array.from(rows, (row) => row[name]);
  return {
    ts: of("ts"),
    open: of("open"),
    high: of("high"),
    low: of("low"),
    close: of("close"),
    volume: of("volume"),
  };
}
