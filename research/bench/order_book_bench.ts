import { POST_ONLY } from "../engine/order_book/arriving_order.ts";
import { ASK, BID, type BookEvents } from "../engine/order_book/book_event.ts";
import { BookMatcher } from "../engine/order_book/book_matcher.ts";
import { buildBookEvents } from "../engine/order_book/build_book_events.ts";
import { parseStep } from "../engine/step.ts";
import { randomBook } from "./random_book.ts";
import { hasRecordedBook, readRecordedBook } from "./recorded_book.ts";

const ROWS = 492_000;
const REQUOTE_MS = 100;
const PROCESSES = 3;
const RUNS = 15;
/** Events per second of hftbacktest 2.4.4 with its vector book, on this kind of input and machine. */
const PEER = { watching: 22.4e6, quoting: 16.5e6 };

/** Whether the replay has orders in it. */
type Mode = keyof typeof PEER;

/** Seconds of each replay in turn, of how many events, and the fills of one. */
export interface OrderBookBench {
  readonly recorded: boolean;
  readonly events: number;
  readonly seconds: readonly number[];
  readonly fills: number;
}

/**
 * Replays a market's depth and trades through the book and the matcher: the recorded one where it
 * lies beside the project, else a random one of its shape. "watching" has no orders; "quoting"
 * replaces a bid and an ask at the touch every 100 ms. Meant for a process of its own, so that the
 * first run pays for compilation as a user's does; reading and merging are not timed.
 */
export async function benchOrderBook(mode: Mode, runs: number): Promise<OrderBookBench> {
  const recorded = hasRecordedBook();
  const events = recorded ? await recordedEvents() : randomBook(ROWS);
  const seconds: number[] = [];
  let fills = 0;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    fills = replay(events, mode === "quoting").fills.rows;
    seconds.push((performance.now() - started) / 1000);
  }
  return { recorded, events: events.rows, seconds, fills };
}

function replay(events: BookEvents, quoting: boolean): BookMatcher {
  const matcher = new BookMatcher(events);
  const { ts, rows } = events;
  let next = quoting ? ts[0]! + REQUOTE_MS : Infinity;
  let handle = 0;
  for (let row = 0; row < rows; row++) {
    while (ts[row]! > next) {
      requote(matcher, handle += 2, next);
      next += REQUOTE_MS;
    }
    matcher.onEvent(row);
  }
  return matcher;
}

function requote(matcher: BookMatcher, handle: number, ts: number): void {
  const { bestBid, bestAsk } = matcher.book;
  const quote = { lots: 1, force: POST_ONLY, ts };
  matcher.cancel(handle - 2);
  matcher.cancel(handle - 1);
  matcher.place({ handle, side: BID, ticks: bestBid, ...quote });
  matcher.place({ handle: handle + 1, side: ASK, ticks: bestAsk, ...quote });
}

async function recordedEvents(): Promise<BookEvents> {
  const { depth, trades } = await readRecordedBook();
  const steps = { tick: parseStep("0.1"), lot: parseStep("0.001") };
  return buildBookEvents({ depth, trades, ...steps }).events;
}

async function inFreshProcess(mode: Mode): Promise<OrderBookBench> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", import.meta.filename!, mode, String(RUNS)],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

async function sheet(mode: Mode): Promise<string> {
  const measured: OrderBookBench[] = [];
  for (let i = 0; i < PROCESSES; i++) measured.push(await inFreshProcess(mode));
  const { recorded, events, fills } = measured[0]!;
  const line = (name: string, seconds: number) => {
    const rate = events / seconds;
    return `${mode}, ${name}: ${(rate / 1e6).toFixed(1)} M events/s, ` +
      `${(1e9 / rate).toFixed(1)} ns an event, ${(rate / PEER[mode]).toFixed(2)} × hftbacktest`;
  };
  return [
    `${mode}: ${events} ${recorded ? "recorded" : "random"} events, ${fills} fills`,
    line("first run", Math.min(...measured.map(({ seconds }) => seconds[0]!))),
    line("warm", Math.min(...measured.flatMap(({ seconds }) => seconds.slice(1)))),
  ].join("\n");
}

if (import.meta.main) {
  const [mode, runs] = Deno.args;
  if (mode === "watching" || mode === "quoting") {
    console.log(JSON.stringify(await benchOrderBook(mode, Number(runs))));
  } else for (const each of ["watching", "quoting"] as const) console.log(await sheet(each));
}
