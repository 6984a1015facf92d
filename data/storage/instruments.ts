import { join } from "node:path";
import { sampleDir } from "../data_dir.ts";
import type { Instrument } from "../instrument.ts";
import { parseInstrument } from "../instrument_schema.ts";
import { parseSymbol } from "../symbol.ts";
import { UserError } from "../user_error.ts";
import { namesIn } from "./folder.ts";
import { instrumentFile, lakeRoot } from "./layout.ts";
import { ambiguous, notHeld } from "./resolve_series.ts";
import { decodeSymbol } from "./symbol_name.ts";

/** The instrument of a venue as the lake holds it, else as the sample does, else `undefined`. */
export function readInstrument(
  dataDir: string,
  venue: string,
  symbol: string,
): Instrument | undefined {
  for (const root of [lakeRoot(dataDir), sampleDir]) {
    const instrument = readFile(instrumentFile(root, venue, symbol));
    if (instrument === undefined) continue;
    if (instrument.venue === venue && instrument.symbol === symbol) return instrument;
    throw new UserError(
      `Cannot read instrument "${instrumentFile(root, venue, symbol)}": it describes ` +
        `"${instrument.symbol}" at "${instrument.venue}"; delete it and import again`,
    );
  }
  return undefined;
}

/** All instruments of a data directory and the sample, by venue and symbol. */
export function readInstruments(dataDir: string): Instrument[] {
  const names = new Map<string, readonly [venue: string, symbol: string]>();
  for (const root of [lakeRoot(dataDir), sampleDir]) {
    const dir = join(root, "instruments");
    for (const venue of namesIn(dir)) {
      for (const file of namesIn(join(dir, venue))) {
        const symbol = file.endsWith(".json") ? decodeSymbol(file.slice(0, -5)) : undefined;
        if (symbol !== undefined) names.set(`${venue} ${symbol}`, [venue, symbol]);
      }
    }
  }
  return [...names.entries()].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([, [venue, symbol]]) => readInstrument(dataDir, venue, symbol)!);
}

/**
 * The one instrument with this symbol.
 *
 * @throws {UserError} for an unknown symbol or venue, and where several venues trade it.
 */
export function resolveInstrument(dataDir: string, symbol: string, venue?: string): Instrument {
  parseSymbol(symbol);
  if (venue !== undefined) {
    const instrument = readInstrument(dataDir, venue, symbol);
    if (instrument !== undefined) return instrument;
  }
  const all = readInstruments(dataDir);
  const matches = venue === undefined ? all.filter((each) => each.symbol === symbol) : [];
  if (matches.length === 1) return matches[0]!;
  if (matches.length > 1) throw ambiguous(symbol, matches.map((each) => each.venue));
  throw notHeld(all, { symbol, venue });
}

function readFile(file: string): Instrument | undefined {
  try {
    return parseInstrument(Deno.readTextFileSync(file), file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
