import { absent, type Column, type DatasetTable } from "../dataset_table.ts";
import { formatCount } from "../format_table.ts";
import type { Finding, FindingKind } from "./finding.ts";

/** Rows that something is wrong with, so far. */
interface Tally {
  count: number;
  from: number;
  to: number;
}

/**
 * Watches a stream of trades, quotes or book messages, piece by piece in order of arrival. Kinds:
 *
 * - `duplicate`: a trade whose id came before. Ids ascend, so an id at or below the largest is one.
 * - `sequence`: trade ids that were skipped; or a book's delta that does not continue the one before
 *   (its `prev_update_id` is not that one's `last_update_id`).
 * - `crossed`: a quote whose bid is at or above its ask.
 * - `clock`: more than half of the rows were received before the venue sent them, by the clocks, so
 *   one of the clocks is wrong and no latency can be taken from them.
 * - `unsorted`: rows earlier than the row before by the venue's clock. A snapshot of a book is left
 *   out: it is asked for, and arrives among later deltas.
 */
export class EventChecks {
  rows = 0;
  from = NaN;
  to = NaN;
  duplicates = 0;
  #lastTs = -Infinity;
  #largestId = NaN;
  #lastUpdate = NaN;
  #missingIds = 0;
  #received = 0;
  #early = 0;
  #latencyMs = 0;
  readonly #tallies = new Map<FindingKind, Tally>();

  /** Take in the next rows. */
  add({ ts, ...columns }: DatasetTable): void {
    const numbers = (name: string) => doubles(columns[name]);
    const [ids, received] = [numbers("trade_id"), numbers("recv_ts_ns")];
    const [bid, ask] = [numbers("bid"), numbers("ask")];
    const [last, previous] = [numbers("last_update_id"), numbers("prev_update_id")];
    const kind = columns["kind"];
    if (this.rows === 0 && ts.length > 0) this.from = ts[0]!;
    this.rows += ts.length;
    for (let i = 0; i < ts.length; i++) {
      const at = ts[i]!;
      if (kind?.[i] !== "snapshot") {
        if (at < this.#lastTs) this.#count("unsorted", at);
        this.#lastTs = at;
      }
      if (Number.isNaN(this.to) || at > this.to) this.to = at;
      if (at < this.from) this.from = at;
      if (ids !== undefined) this.#takeId(ids[i]!, at);
      if (received !== undefined) this.#takeLatency(received[i]! / 1e6 - at);
      if (bid !== undefined && bid[i]! >= ask![i]!) this.#count("crossed", at);
      if (last !== undefined && previous !== undefined && kind?.[i] === "delta") {
        this.#takeUpdate(last[i]!, previous[i]!, at);
      }
    }
  }

  /** What is wrong with all that came. */
  findings(): Finding[] {
    const findings = [...this.#tallies].map(([kind, { count, from, to }]): Finding => {
      return { kind, from, to, detail: `${formatCount(count)} ${this.#words(kind, count)}` };
    });
    if (this.#early * 2 <= this.#received || this.#received === 0) return findings;
    const mean = this.#latencyMs / this.#received;
    return [...findings, {
      kind: "clock",
      from: this.from,
      to: this.to,
      detail: `${formatCount(this.#early)} of ${formatCount(this.#received)} rows were received ` +
        `before they were sent, by ${(-mean / 1000).toFixed(2)} s on average: ` +
        `the recorder's clock is behind the venue's`,
    }];
  }

  #takeId(id: number, at: number): void {
    if (Number.isNaN(id)) return;
    if (id <= this.#largestId) {
      this.duplicates++;
      this.#count("duplicate", at);
      return;
    }
    const skipped = id - this.#largestId - 1;
    if (skipped > 0) {
      this.#missingIds += skipped;
      this.#count("sequence", at);
    }
    this.#largestId = id;
  }

  #takeUpdate(last: number, previous: number, at: number): void {
    if (last === this.#lastUpdate) return;
    if (!Number.isNaN(this.#lastUpdate) && previous !== this.#lastUpdate) {
      this.#count("sequence", at);
    }
    this.#lastUpdate = last;
  }

  #takeLatency(latencyMs: number): void {
    if (Number.isNaN(latencyMs)) return;
    this.#received++;
    this.#latencyMs += latencyMs;
    if (latencyMs < 0) this.#early++;
  }

  #count(kind: FindingKind, at: number): void {
    const tally = this.#tallies.get(kind);
    if (tally === undefined) this.#tallies.set(kind, { count: 1, from: at, to: at });
    else {
      tally.count++;
      tally.to = at;
    }
  }

  #words(kind: FindingKind, count: number): string {
    const one = count === 1;
    if (kind === "duplicate") return `${one ? "trade repeats" : "trades repeat"} an id`;
    if (kind === "crossed") {
      return `${one ? "quote has its bid" : "quotes have their bid"} at or above the ask`;
    }
    if (kind === "unsorted") {
      return `${one ? "row is" : "rows are"} earlier than the row before`;
    }
    return this.#missingIds > 0
      ? `${one ? "break" : "breaks"} in the trade ids, ${formatCount(this.#missingIds)} ids missing`
      : `${one ? "message does" : "messages do"} not continue the one before`;
  }
}

/** A column of numbers as doubles, missing ones as NaN; ids of venues stay exact below 2^53. */
function doubles(column: Column | undefined): Float64Array | undefined {
  if (column instanceof Float64Array) return column;
  if (!(column instanceof BigInt64Array)) return undefined;
  return Float64Array.from(column, (value) => value === absent ? NaN : Number(value));
}
