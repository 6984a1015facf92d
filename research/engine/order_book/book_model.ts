import type { MatcherOptions } from "./matcher_options.ts";
import {
  logQueue,
  logQueue2,
  powerQueue,
  powerQueue2,
  powerQueue3,
  type QueueModel,
  riskAverse,
} from "./queue_model.ts";

/** Names of the queue models, each that of hftbacktest's queue model or function in its comment. */
export const QUEUE_MODELS = [
  /** `RiskAdverseQueueModel` */
  "risk_averse",
  /** `PowerProbQueueFunc` */
  "power",
  /** `PowerProbQueueFunc2` */
  "power2",
  /** `PowerProbQueueFunc3` */
  "power3",
  /** `LogProbQueueFunc` */
  "log",
  /** `LogProbQueueFunc2` */
  "log2",
] as const;

/** One of {@linkcode QUEUE_MODELS}. */
export type QueueModelName = (typeof QUEUE_MODELS)[number];

/** How a run over recorded books treats its orders. What is not given is the cautious choice. */
export interface BookModel {
  /** What the book is made of: recorded depth, or best prices alone. */
  readonly stream?: "depth" | "quotes" | undefined;
  /**
   * How cancellations move a resting order forward in its queue. "risk_averse" where not given: only
   * trades do.
   */
  readonly queue?: QueueModelName | undefined;
  /** Exponent of the power models; 2 where not given. */
  readonly queuePower?: number | undefined;
  /** What a trade fills once it is through the queue: "partial" where not given. */
  readonly fills?: MatcherOptions["fills"];
  /**
   * What a trade at a worse price, or the other side reaching the order's price, fills of it: "shown"
   * where not given, no more lots than that trade had or the book shows.
   */
  readonly through?: MatcherOptions["through"];
  /** How long after the venue's time the strategy sees what happened, whole ms; 0 where not given. */
  readonly feedLatencyMs?: number | undefined;
}

/**
 * The matcher's options that a model means.
 *
 * @param lotSize units of a lot.
 */
export function matcherOptions(model: BookModel, lotSize: number): MatcherOptions {
  const { fills = "partial", through = "shown" } = model;
  return { queue: queueModel(model, lotSize), fills, through };
}

function queueModel({ queue = "risk_averse", queuePower = 2 }: BookModel, lot: number): QueueModel {
  switch (queue) {
    case "risk_averse":
      return riskAverse;
    case "power":
      return powerQueue(queuePower);
    case "power2":
      return powerQueue2(queuePower);
    case "power3":
      return powerQueue3(queuePower);
    case "log":
      return logQueue(lot);
    case "log2":
      return logQueue2(lot);
  }
}
