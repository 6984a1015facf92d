import type { TradingRules } from "../engine/mod.ts";
import type { BookEvents } from "../engine/order_book/book_event.ts";
import { BookSimulation } from "../engine/order_book/book_simulation.ts";
import { bookStrategy } from "../engine/order_book/book_strategy.ts";
import { buildBookEvents } from "../engine/order_book/build_book_events.ts";
import { parseStep } from "../engine/step.ts";
import { randomBook } from "./random_book.ts";
import { hasRecordedBook, readRecordedBook } from "./recorded_book.ts";

const ROWS = 492_000;
const PROCESSES = 3;
const RUNS = 15;
/** Events per second of hftbacktest 2.4.4 on this kind of input and machine, by its books. */
const PEERS = {
  watching: { "hftbacktest's vector book": 22.4e6 },
  quoting: { "hftbacktest's vector book": 16.5e6, "its hash-map book": 11.6e6 },
};

/** Whether the replay has orders in it. */
type Mode = keyof typeof PEERS;

/** The BTC/USDT perpetual at Binance when it was recorded. */
const instrument: TradingRules = {
  symbol: "BTC/USDT:USDT",
  kind: "perpetual",
  tickSize: "0.1",
  lotSize: "0.001",
  minNotional: "5",
  makerFeeBps: 2,
  takerFeeBps: 5,
};

/** Looks at the book every 100 ms and does nothing. */
const watching = bookStrategy("watching", {}, (_, m) => ({
  everyMs: 100,
  onTimer() {
    if (!(m.book.spread > 0)) throw new Error("a crossed book");
  },
}));

/** Replaces a quote to buy and one to sell at the touch every 100 ms. */
const quoting = bookStrategy("quoting", {}, (_, m) => ({
  everyMs: 100,
  onTimer() {
    m.cancelAll();
    m.buy({ quantity: 0.001, limit: m.book.bid, postOnly: true }, "bid");
    m.sell({ quantity: 0.001, limit: m.book.ask, postOnly: true }, "ask");
  },
}));

/** Seconds of each run in turn, over how many events, and the orders and fills of one. */
export interface OrderBookBench {
  readonly recorded: boolean;
  readonly events: number;
  readonly seconds: readonly number[];
  readonly orders: number;
  readonly fills: number;
}

/**
 * Runs whole backtests over a market's depth and trades, strategy, orders, risk gate, venue, fills,
 * account and equity: the recorded market where it lies beside the project, else a random one of its
 * shape. "watching" looks at the book every 100 ms; "quoting" replaces a bid and an ask at the touch.
 * Meant for a process of its own, so that the first run pays for compilation as a user's does; reading
 * and merging are not timed.
 */
export async function benchOrderBook(mode: Mode, runs: number): Promise<OrderBookBench> {
  const recorded = hasRecordedBook();
  const events = recorded ? await recordedEvents() : randomBook(ROWS);
  const seconds: number[] = [];
  let [orders, fills] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    const simulation = backtest(events, mode);
    simulation.curve();
    seconds.push((performance.now() - started) / 1000);
    [orders, fills] = [simulation.orders.rows, simulation.fills.rows];
  }
  return { recorded, events: events.rows, seconds, orders, fills };
}

function backtest(events: BookEvents, mode: Mode): BookSimulation {
  const strategy = mode === "quoting" ? quoting : watching;
  const input = { strategy, params: {}, instrument, events, stepMs: 1000, cash: 100_000 };
  return new BookSimulation(input).run();
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
  const { recorded, events, orders, fills } = measured[0]!;
  const line = (name: string, seconds: number) => {
    const rate = events / seconds;
    const ratios = Object.entries(PEERS[mode])
      .map(([peer, value]) => `${(rate / value).toFixed(2)} × ${peer}`);
    return `${mode}, ${name}: ${(rate / 1e6).toFixed(1)} M events/s, ` +
      `${(1e9 / rate).toFixed(1)} ns an event, ${ratios.join(", ")}`;
  };
  return [
    `${mode}: ${events} ${recorded ? "recorded" : "random"} events, ${orders} orders, ` +
    `${fills} fills`,
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
