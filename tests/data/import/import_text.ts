import { importFile, type ImportReport } from "../../../data/import/import_file.ts";

/** Options of an import beside its file; hourly bars of BTC/USDT unless they say otherwise. */
export type TextOptions = Partial<Parameters<typeof importFile>[0]>;

/** Import a text, or bytes, as a file of a name into the lake of a folder. */
export async function importText(
  dir: string,
  content: string | Uint8Array,
  options: TextOptions = {},
): Promise<ImportReport> {
  const file = options.file ?? `${dir}/source.csv`;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  Deno.writeFileSync(file, bytes);
  const usual = { symbol: "BTC/USDT", venue: "local", dataDir: `${dir}/data` };
  return await importFile({ ...usual, ...options, file });
}
