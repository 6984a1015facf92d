import { createHash } from "node:crypto";
import type { Bars } from "./bars.ts";

/** The columns of {@linkcode Bars} in the order that files and checksums use. */
export const barColumns = ["ts", "open", "high", "low", "close", "volume"] as const;

/** Bars of this many rows, all zero. */
export function allocateBars(rows: number): Bars {
  return mapColumns(() => new Float64Array(rows));
}

/** Rows `begin` to `end`, exclusive, as views: nothing is copied. */
export function sliceBars(bars: Bars, begin: number, end: number): Bars {
  return mapColumns((name) => bars[name].subarray(begin, end));
}

/** SHA-256, hex, over the bytes of ts, open, high, low, close and volume, in this order. */
export function barsChecksum(bars: Bars): string {
  const hash = createHash("sha256");
  for (const name of barColumns) {
    const { buffer, byteOffset, byteLength } = bars[name];
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest("hex");
}

/** Build bars one column at a time. */
export function mapColumns(column: (name: (typeof barColumns)[number]) => Float64Array): Bars {
  return {
    ts: column("ts"),
    open: column("open"),
    high: column("high"),
    low: column("low"),
    close: column("close"),
    volume: column("volume"),
  };
}
