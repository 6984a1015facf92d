import { openLake } from "../../data/storage/open_lake.ts";
import { randomBars } from "./random_bars.ts";

const INSTRUMENT = {
  venue: "bench",
  symbol: "BASE/QUOTE",
  kind: "spot",
  base: "BASE",
  quote: "QUOTE",
  tickSize: "0.01",
  lotSize: "0.000001",
  minNotional: "0",
  makerFeeBps: 5,
  takerFeeBps: 5,
  calendar: "crypto",
} as const;

/** Seconds of each read of `rows` one-minute bars from the Parquet files of a lake into columns. */
export async function benchRead(rows: number, runs: number): Promise<{ seconds: number[] }> {
  const dataDir = await Deno.makeTempDir();
  try {
    const lake = openLake({ dataDir });
    await lake.writeBars({ instrument: INSTRUMENT, timeframe: "1m", bars: randomBars(rows) });
    const seconds: number[] = [];
    for (let run = 0; run < runs; run++) {
      const started = performance.now();
      await lake.readBars({ symbol: INSTRUMENT.symbol, venue: "bench", timeframe: "1m" });
      seconds.push((performance.now() - started) / 1000);
    }
    return { seconds };
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

if (import.meta.main) {
  const [rows, runs] = Deno.args;
  console.log(JSON.stringify(await benchRead(Number(rows), Number(runs))));
}
