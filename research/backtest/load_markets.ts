import { createHash } from "node:crypto";
import { findHeldSeries } from "../../data/storage/series.ts";
import type { Lake } from "../../data/storage/open_lake.ts";
import type { LoadedBars } from "../../data/storage/read_bars.ts";
import { timeframeMs, timeframes } from "../../data/timeframe.ts";
import { UserError } from "../../data/user_error.ts";
import type { FundingRates } from "../engine/mod.ts";
import { loadSideData } from "./side_data.ts";
import type { Instrument } from "../../data/instrument.ts";
import type { RunRecord } from "../runs/run_record.ts";
import type { Market } from "./simulate.ts";

/** Which markets to load, and how finely. */
export interface MarketsQuery {
  readonly symbols: readonly string[];
  readonly timeframe: string;
  /** Needed only where several venues trade a symbol. */
  readonly venue?: string | undefined;
  /** First open time, inclusive, ms. */
  readonly from?: number | undefined;
  /** End of the open times, exclusive, ms. */
  readonly to?: number | undefined;
  /** Timeframe of the bars that decide the path within a bar, such as "1m". */
  readonly drillDown?: string | undefined;
  /** Names of other data that are wanted beside the bars of each instrument. */
  readonly asked?:
    | ((instruments: readonly Instrument[]) => readonly (readonly string[])[])
    | undefined;
}

/** A market with all that a run over it depends on. */
export interface LoadedMarket extends Market {
  /** SHA-256, hex, over the bars and all else that is fed to the run. */
  readonly checksum: string;
  /** SHA-256, hex, over the bars alone. */
  readonly barsChecksum: string;
  readonly source: LoadedBars["source"];
}

/**
 * Loads the bars of each symbol and what belongs to them: the funding of perpetuals, at the mark price
 * where the lake holds it, and bars of a finer timeframe where they are asked for.
 *
 * @throws UserError for bars that are not held.
 */
export async function loadMarkets(lake: Lake, query: MarketsQuery): Promise<LoadedMarket[]> {
  const { symbols, timeframe, venue, from, to, drillDown } = query;
  if (drillDown !== undefined && !(timeframeMs(drillDown) < timeframeMs(timeframe))) {
    throw new UserError(
      `Cannot drill down from ${timeframe} to ${drillDown} bars; name a finer timeframe`,
    );
  }
  const all = await Promise.all(
    symbols.map((symbol) => lake.readBars({ symbol, timeframe, venue, from, to })),
  );
  const asked = query.asked?.(all.map(({ instrument }) => instrument)) ?? [];
  return Promise.all(all.map(async (loaded, i) => {
    const { instrument, bars } = loaded;
    const { symbol } = instrument;
    const spanMs = timeframeMs(timeframe);
    const data = await loadSideData(lake, asked[i] ?? [], { instrument, bars, spanMs });
    const range = {
      symbol,
      venue: instrument.venue,
      from: bars.ts[0]!,
      to: bars.ts.at(-1)! + timeframeMs(timeframe),
    };
    const finer = drillDown === undefined
      ? undefined
      : await lake.readBars({ ...range, timeframe: drillDown });
    const funding = instrument.kind === "perpetual" ? await readFunding(lake, range) : undefined;
    return {
      instrument,
      bars,
      finer: finer?.bars,
      funding,
      data,
      checksum: combined(loaded.checksum, finer?.checksum, { ...funding, ...data }),
      barsChecksum: loaded.checksum,
      source: loaded.source,
    };
  }));
}

/** Loads what a run ran over, as the lake holds it now; instruments are those of the record. */
export async function loadRunMarkets(lake: Lake, run: RunRecord): Promise<LoadedMarket[]> {
  const { timeframe, from, to, drillDown } = run;
  if (run.model.book !== undefined) {
    throw new UserError(`the run ${run.runId} was over the order book, not over bars`);
  }
  const loaded = await Promise.all(
    run.instruments.map(({ symbol, venue }, i) =>
      loadMarkets(lake, {
        symbols: [symbol],
        venue,
        timeframe,
        from,
        to: to + timeframeMs(timeframe),
        drillDown: drillDown ?? undefined,
        asked: () => [run.asked[i] ?? []],
      })
    ),
  );
  return loaded.map(([market], i) => ({ ...market!, instrument: run.instruments[i]! }));
}

/** A symbol at a venue, and from when to when. */
export interface FundingRange {
  readonly symbol: string;
  readonly venue: string;
  readonly from: number;
  readonly to: number;
}

/** The funding of a perpetual over a range; undefined where the lake holds none. */
export async function readFunding(
  lake: Lake,
  range: FundingRange,
): Promise<FundingRates | undefined> {
  const { symbol, venue, from, to } = range;
  if (!holds(lake, "funding_rates", range)) return undefined;
  const { columns } = await lake.readDataset({ dataset: "funding_rates", symbol, venue });
  const rows = [...columns.ts.keys()].filter((i) => columns.ts[i]! >= from && columns.ts[i]! < to);
  if (rows.length === 0) return undefined;
  const ts = Float64Array.from(rows, (i) => columns.ts[i]!);
  const rate = Float64Array.from(rows, (i) => columns.funding_rate[i]!);
  return { ts, rate, price: await markPrices(lake, range, ts) };
}

/** The mark price at each time, by the open of the mark's bar there; NaN where the lake has none. */
async function markPrices(
  lake: Lake,
  range: FundingRange,
  ts: Float64Array,
): Promise<Float64Array> {
  const { symbol, venue } = range;
  const timeframe = timeframes.find((each) => holds(lake, "mark_prices", range, each));
  if (timeframe === undefined) return new Float64Array(ts.length).fill(NaN);
  const { columns } = await lake.readDataset({ dataset: "mark_prices", timeframe, symbol, venue });
  const opens = new Map(Array.from(columns.ts, (at, i) => [at, columns.open[i]!]));
  const span = timeframeMs(timeframe);
  return ts.map((at) => opens.get(Math.floor(at / span) * span) ?? NaN);
}

function holds(
  { dataDir }: Lake,
  dataset: "funding_rates" | "mark_prices",
  { symbol, venue }: FundingRange,
  timeframe?: string,
): boolean {
  return findHeldSeries(dataDir, { dataset, symbol, venue })
    .some((held) => timeframe === undefined || held.timeframe === timeframe);
}

function combined(
  bars: string,
  finer: string | undefined,
  columns: Readonly<Record<string, Float64Array | null>>,
): string {
  const names = Object.keys(columns).sort();
  if (finer === undefined && names.length === 0) return bars;
  const hash = createHash("sha256").update(`${bars}\n${finer ?? ""}\n`);
  for (const name of names) {
    hash.update(`${name}\n`).update(new Uint8Array(columns[name]!.buffer));
  }
  return hash.digest("hex");
}
