import { VenueFailure } from "./venue_failure.ts";

/**
 * The rows of an answer as the venue sent them, wherever its protocol puts them: the answer itself
 * (Binance), `data` (OKX) or `result.list` (Bybit); `undefined` where there is no such list.
 */
export function rawRows(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  const { data, result } = record(body);
  if (Array.isArray(data)) return data;
  const { list } = record(result);
  return Array.isArray(list) ? list : undefined;
}

/**
 * The rows that name another market than the one asked for, as text.
 *
 * @throws {VenueFailure} where the whole answer is of another market.
 */
export function strayRows(body: unknown, marketId: string): string[] {
  const { symbol } = record(record(body).result);
  if (typeof symbol === "string" && symbol !== "" && symbol !== marketId) {
    throw new VenueFailure(`it answers for "${symbol.slice(0, 40)}" instead of "${marketId}"`);
  }
  return (rawRows(body) ?? []).filter((row) => {
    const { symbol, instId } = record(row);
    const id = symbol ?? instId ?? marketId;
    return id !== marketId;
  }).map((row) => JSON.stringify(row));
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? value as Record<string, unknown> : {};
}
