import type { Instrument } from "../../data/instrument.ts";
import type { BookModel, VenueModel } from "../engine/mod.ts";
import { formatPlain } from "./format.ts";

/** A run's venue model in words; each is "" where there is nothing to say. */
export interface CostsText {
  /** What liquidity cost beyond the price, such as "fixed 5 bps, half of a 2 bps spread". */
  readonly slippage: string;
  /** How perpetuals were held, such as "leverage 10, isolated margin". */
  readonly margin: string;
  /** What kept orders from filling at once and whole, and what decided the path within a bar. */
  readonly fills: string;
}

/** The words for how a run's orders were filled and what that cost, the same in every report. */
export function costsText(
  { model, drillDown }: { readonly model: VenueModel; readonly drillDown: string | null },
): CostsText {
  const { slippageBps, spreadBps, impactBps, participation, latency, rejectRate } = model;
  const { leverage = 1, marginMode = "cross", book } = model;
  return {
    slippage: joined(
      slippageBps ? `fixed ${slippageBps} bps` : "",
      spreadBps ? `half of a ${spreadBps} bps spread` : "",
      impactBps ? `${impactBps} bps × √(share of volume)` : "",
    ) || (book === undefined ? "none" : "what the book shows"),
    margin: joined(
      leverage === 1 ? "" : `leverage ${leverage}`,
      marginMode === "cross" ? "" : `${marginMode} margin`,
    ),
    fills: joined(
      participation ? `at most ${formatPlain(participation * 100)}% of a bar's volume` : "",
      latency?.medianMs ? `orders ${latency.medianMs} ms late${spreadText(latency.sigma)}` : "",
      rejectRate ? `${formatPlain(rejectRate * 100)}% of orders rejected by chance` : "",
      drillDown === null ? "" : `the path within a bar by ${drillDown} bars`,
      book === undefined ? "" : bookText(book),
    ),
  };
}

/** How orders met a recorded book, such as "on the recorded depth, queued by risk_averse". */
function bookText(book: BookModel): string {
  const { stream = "depth", queue = "risk_averse", queuePower, feedLatencyMs } = book;
  const { fills = "partial", through = "shown" } = book;
  return joined(
    stream === "depth" ? "on the recorded depth" : "on recorded best prices",
    `queued by ${queue}${queuePower === undefined ? "" : ` of ${queuePower}`}`,
    fills === "partial" ? "" : "filled whole by what gets through the queue",
    through === "shown" ? "" : "filled whole by what goes through the price",
    feedLatencyMs ? `the market seen ${feedLatencyMs} ms late` : "",
  );
}

/** The fees of instruments in words, such as "2 bps maker and 5 bps taker". */
export function feeText(
  instruments: readonly Pick<Instrument, "makerFeeBps" | "takerFeeBps">[],
): string {
  const fees = new Set(
    instruments.map(({ makerFeeBps, takerFeeBps }) =>
      makerFeeBps === takerFeeBps
        ? `${takerFeeBps} bps`
        : `${makerFeeBps} bps maker and ${takerFeeBps} bps taker`
    ),
  );
  return [...fees].join(" or ") || "none";
}

function spreadText(sigma: number | undefined): string {
  return sigma ? ` in the median, log-normal with σ ${sigma}` : "";
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(", ");
}
