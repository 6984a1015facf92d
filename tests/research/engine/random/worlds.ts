import fc from "fast-check";
import type { Bars } from "../../../../data/bars.ts";
import type { Instrument } from "../../../../data/instrument.ts";
import {
  type FundingRates,
  listingOf,
  type RiskLimits,
  type SeriesData,
  type SimulationInput,
  type VenueModel,
} from "../../../../research/engine/mod.ts";
import { Random } from "../../../../research/engine/random.ts";
import { ACME, HOUR } from "../../fixtures.ts";
import { randomStrategy } from "./traders.ts";

/** Runs of each property; set TAPEOUT_RANDOM_ORDERS for a deeper search, and a seed for another. */
export const RUNS = Number(Deno.env.get("TAPEOUT_RANDOM_ORDERS") ?? 40);
const seed = Deno.env.get("TAPEOUT_RANDOM_SEED");
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });

/** Finer bars in one of the run's. */
export const FINER = 4;

/** What a random run is drawn from; every part of it can be left out when a case is shrunk. */
export interface World {
  readonly seed: number;
  readonly rows: number;
  readonly kinds: readonly ("spot" | "perpetual")[];
  readonly trades: "each" | "basket" | "portfolio";
  /** Part of the bars that are missing. */
  readonly holes: number;
  readonly finer: boolean;
  /** Whether the price leaps from one finer bar to the next, or only from bar to bar. */
  readonly leaps: boolean;
  readonly funded: boolean;
  /** Other data beside the bars. */
  readonly signal: boolean;
  readonly delisted: boolean;
  readonly cash: number;
  readonly model: VenueModel;
  readonly limits: RiskLimits;
}

const bps = fc.constantFrom(2, 15);

const models: fc.Arbitrary<VenueModel> = fc.record({
  slippageBps: bps,
  spreadBps: bps,
  impactBps: bps,
  participation: fc.constantFrom(0.05, 0.3, 1),
  latency: fc.record({
    medianMs: fc.constantFrom(0, 1, 900_000, 5_000_000),
    sigma: fc.constantFrom(0, 1),
  }, { requiredKeys: ["medianMs"] }),
  rejectRate: fc.constant(0.1),
  seed: fc.nat(),
  leverage: fc.constantFrom(1, 3.5, 20, 50),
  marginMode: fc.constantFrom("cross" as const, "isolated" as const),
}, { requiredKeys: [] });

const limits: fc.Arbitrary<RiskLimits> = fc.record({
  maxPosition: fc.constantFrom(2_000, 60_000),
  maxOpenPositions: fc.constantFrom(1, 2),
  maxExposure: fc.constantFrom(3_000, 30_000),
  maxLeverage: fc.constantFrom(0.5, 3),
  dailyLoss: fc.constantFrom(0.01, 0.1),
  maxDrawdown: fc.constantFrom(0.05, 0.3),
  cooldown: fc.constant({ losses: 2, ms: 5 * HOUR }),
  orderRate: fc.constant({ orders: 5, ms: 3 * HOUR }),
  priceStop: fc.constantFrom(0.01, 0.05),
  timeStopMs: fc.constant(6 * HOUR),
}, { requiredKeys: [] });

const kind = fc.constantFrom("spot" as const, "perpetual" as const);

/** Worlds of all kinds. */
export const worlds: fc.Arbitrary<World> = fc.record({
  seed: fc.nat(),
  rows: fc.integer({ min: 4, max: 70 }),
  kinds: fc.array(kind, { minLength: 1, maxLength: 4 }),
  trades: fc.constantFrom("each" as const, "basket" as const, "portfolio" as const),
  holes: fc.constantFrom(0, 0.1, 0.4),
  finer: fc.boolean(),
  leaps: fc.constant(true),
  funded: fc.boolean(),
  signal: fc.boolean(),
  delisted: fc.boolean(),
  cash: fc.constantFrom(10_000, 1_000, 100_000),
  model: models,
  limits: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: limits }),
});

/** A world's instruments: ticks and lots of several sizes, makers that pay and are paid. */
export function instrumentsOf({ kinds, seed, delisted, rows }: World): Instrument[] {
  return kinds.map((kind, i) => {
    const random = new Random(seed + 31 * i);
    const of = <T>(values: readonly T[]) => values[Math.floor(values.length * random.next())]!;
    return {
      ...ACME,
      symbol: `${kind === "spot" ? "SPOT" : "PERP"}${i}`,
      kind,
      tickSize: of(["0.01", "0.05", "0.5", "1"]),
      lotSize: of(["1", "0.1", "0.25", "0.001"]),
      minNotional: of(["0", "5"]),
      makerFeeBps: of([2, 0, -1]),
      takerFeeBps: of([10, 5, 0]),
      ...(delisted && i === 0 ? { delisted: Math.ceil(rows / 2) * HOUR } : {}),
      ...(kind === "perpetual" ? { margin: MARGIN } : {}),
    };
  });
}

const MARGIN = {
  liquidationFeeBps: 50,
  tiers: [
    { notionalCap: 20_000, maintenanceRate: 0.01, maintenanceAmount: 0, maxLeverage: 50 },
    { notionalCap: null, maintenanceRate: 0.02, maintenanceAmount: 200, maxLeverage: 20 },
  ],
};

/** The simulation that a world is. */
export function inputOf(world: World): SimulationInput {
  const { seed, rows, cash, model, limits } = world;
  const instruments = instrumentsOf(world);
  const markets = instruments.map((instrument, i) => marketOf(world, instrument, seed + 7 * i));
  return {
    strategy: randomStrategy(world),
    params: {},
    listings: instruments.map(listingOf),
    bars: markets.map(({ bars }) => bars),
    timeframeMs: HOUR,
    cash,
    model,
    limits,
    finer: world.finer ? markets.map(({ finer }) => finer) : undefined,
    funding: world.funded
      ? instruments.map(({ kind }, i) =>
        kind === "perpetual" ? fundingOf(rows, seed + i) : undefined
      )
      : undefined,
    data: world.signal ? markets.map(({ bars }, i) => signalOf(bars, seed + i)) : undefined,
  };
}

/** Bars of a walk in ticks, with gaps, still bars and prices that are touched again and again. */
function marketOf(
  world: World,
  { tickSize }: Instrument,
  seed: number,
): { readonly bars: Bars; readonly finer: Bars } {
  const random = new Random(seed);
  const draw = (count: number) => Math.floor(count * random.next());
  const tick = Number(tickSize);
  const price = (ticks: number) => Math.round(ticks * tick * 100) / 100;
  const reach = 1 + draw(8);
  let at = 100 + draw(200);
  const finer = Array.from({ length: world.rows * FINER }, (_, i) => {
    const mayLeap = world.leaps || i % FINER === 0;
    const open = random.next() < 0.15 && mayLeap
      ? Math.max(30, at + draw(8 * reach) - 4 * reach)
      : at;
    const still = random.next() < 0.15;
    at = still ? open : Math.max(30, open + draw(2 * reach + 1) - reach);
    const above = still ? 0 : draw(3) * draw(2);
    const below = still ? 0 : draw(3) * draw(2);
    return {
      ts: i * HOUR / FINER,
      open: price(open),
      high: price(Math.max(open, at) + above),
      low: price(Math.min(open, at) - below),
      close: price(at),
      volume: random.next() < 0.03 ? NaN : draw(400) / 4,
    };
  });
  const bars = Array.from({ length: world.rows }, (_, row) => {
    const own = finer.slice(row * FINER, (row + 1) * FINER);
    return {
      ts: row * HOUR,
      open: own[0]!.open,
      high: Math.max(...own.map(({ high }) => high)),
      low: Math.min(...own.map(({ low }) => low)),
      close: own.at(-1)!.close,
      volume: own.reduce((sum, { volume }) => sum + volume, 0),
    };
  });
  const holed = bars.filter(() => random.next() >= world.holes);
  const isKept = () => world.holes === 0 || !world.leaps || random.next() >= world.holes / 10;
  const kept = finer.filter(isKept);
  return { bars: columnsOf(holed.length > 0 ? holed : bars), finer: columnsOf(kept) };
}

function fundingOf(rows: number, seed: number): FundingRates {
  const random = new Random(seed + 1);
  const of = (value: (i: number) => number) =>
    Float64Array.from({ length: Math.ceil(rows / 3) }, (_, i) => value(i));
  return {
    ts: of((i) => i * 3 * HOUR + Math.floor(20 * random.next())),
    rate: of(() => 0.004 * (random.next() - 0.5)),
    price: of(() => random.next() < 0.5 ? NaN : 80 + 40 * random.next()),
  };
}

function signalOf({ ts }: Bars, seed: number): SeriesData {
  const random = new Random(seed + 2);
  return { signal: ts.map(() => random.next() < 0.1 ? NaN : random.next()) };
}

/** Bars as columns. */
export function columnsOf(rows: readonly Record<keyof Bars, number>[]): Bars {
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
