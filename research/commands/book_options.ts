import { Option } from "commander";
import { UserError } from "../../data/user_error.ts";
import type { Backtest } from "../backtest/backtest.ts";
import { type BookModel, QUEUE_MODELS, type QueueModelName } from "../engine/mod.ts";

/** The words of a command that say how it runs over an order book. */
export interface BookWords {
  readonly book?: true | "depth" | "quotes";
  readonly queue?: QueueModelName;
  readonly feedLatencyMs?: number;
  readonly explain?: number;
}

/** `--book`: run over the recorded order book rather than bars. */
export function bookOption(): Option {
  return new Option(
    "--book [stream]",
    'run over the recorded order book: "depth", or "quotes" for best prices alone ' +
      "(default: depth where it is held)",
  );
}

/** `--queue`: how orders move forward in the queue of their price. */
export function queueOption(): Option {
  return new Option("--queue <model>", "over books: how a quote moves forward in its queue")
    .choices(QUEUE_MODELS);
}

/**
 * The model of the book that the words ask for, undefined where the run is over bars.
 *
 * @throws UserError for words that mean nothing without a book.
 */
export function bookModel(words: BookWords): BookModel | undefined {
  const { book, queue, feedLatencyMs } = words;
  if (book === undefined) {
    const flags = {
      queue: "--queue",
      feedLatencyMs: "--feed-latency-ms",
      explain: "--explain",
    } as const;
    const odd = (Object.keys(flags) as (keyof typeof flags)[]).find((name) => name in words);
    if (odd === undefined) return undefined;
    throw new UserError(`Cannot use ${flags[odd]} on bars; pass --book to run over the order book`);
  }
  const stream = book === true ? undefined : book;
  if (stream !== undefined && stream !== "depth" && stream !== "quotes") {
    throw new UserError(`Cannot run over the book's "${stream}"; give --book depth or quotes`);
  }
  return { stream, queue, feedLatencyMs };
}

/** Prints why the last fills of a run over a book came about. */
export function explain({ result, path }: Backtest, count: number): void {
  const { fills, explanations = [] } = result;
  const first = Math.max(0, explanations.length - count);
  for (let row = first; row < explanations.length; row++) {
    console.error(
      `${new Date(fills.ts[row]!).toISOString()} order ${fills.orderId[row]} ` +
        explanations[row],
    );
  }
  console.error(`All ${explanations.length} fills are explained in ${path}/fills.txt`);
}
