import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { DatasetColumns } from "../../data/dataset_table.ts";
import { readTable } from "../../data/storage/read_table.ts";

const folder = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const file = (name: string) => `${folder}btc_usdt_perp_${name}_20240808_binance.parquet`;

/** Columns of one recorded market. */
export interface RecordedBook {
  readonly depth: DatasetColumns<"books">;
  readonly trades: DatasetColumns<"trades">;
  readonly quotes: DatasetColumns<"quotes">;
}

/** Whether the recording lies beside the project. */
export function hasRecordedBook(): boolean {
  return ["depth", "trades", "bbo"].every((name) => existsSync(file(name)));
}

/**
 * Six minutes of the BTC/USDT perpetual at Binance on 8 August 2024, from the examples of
 * hftbacktest: depth, trades and best prices. Ticks are 0.1, lots 0.001.
 */
export async function readRecordedBook(): Promise<RecordedBook> {
  const [depth, trades, quotes] = await Promise.all([
    readTable([file("depth")], { dataset: "books" }),
    readTable([file("trades")], { dataset: "trades" }),
    readTable([file("bbo")], { dataset: "quotes" }),
  ]);
  return {
    depth: depth as DatasetColumns<"books">,
    trades: trades as DatasetColumns<"trades">,
    quotes: quotes as DatasetColumns<"quotes">,
  };
}
