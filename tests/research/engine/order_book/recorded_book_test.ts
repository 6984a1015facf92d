import assert from "node:assert/strict";
import { hasRecordedBook, readRecordedBook } from "../../../../research/bench/recorded_book.ts";
import { POST_ONLY } from "../../../../research/engine/order_book/arriving_order.ts";
import { ASK, BID } from "../../../../research/engine/order_book/book_event.ts";
import { BookMatcher } from "../../../../research/engine/order_book/book_matcher.ts";
import { buildBookEvents } from "../../../../research/engine/order_book/build_book_events.ts";
import { compareQuotes } from "../../../../research/engine/order_book/compare_quotes.ts";
import { explainFill } from "../../../../research/engine/order_book/explain_fill.ts";
import {
  clockCorrection,
  seenAsRecorded,
} from "../../../../research/engine/order_book/local_time.ts";
import { parseStep } from "../../../../research/engine/step.ts";

const ignore = !hasRecordedBook();
const skipped = ignore ? " (skipped: ../shared/data is absent)" : "";
const steps = { tick: parseStep("0.1"), lot: parseStep("0.001") };

Deno.test({
  name: `a recorded book is unbroken, never crossed and equal to the quotes${skipped}`,
  ignore,
  async fn() {
    const recorded = await readRecordedBook();
    const { events, ...found } = buildBookEvents({ ...recorded, ...steps });
    assert.deepEqual(found, {
      messages: 6552,
      snapshots: 1,
      breaks: [],
      stale: 0,
      retimed: 0,
      checked: true,
      delayed: 0,
    });
    assert.equal(events.rows, 445_521 + 21_313 + 2 * 66_089 + 2);
    const { differences, ...counts } = compareQuotes(events);
    assert.deepEqual(differences, []);
    assert.deepEqual(counts, { compared: 6548, exact: 6548, unquoted: 0, crossed: 0, late: 0 });
  },
});

Deno.test({
  name: `a recorder's clock behind the venue's is not believed uncorrected${skipped}`,
  ignore,
  async fn() {
    const { trades } = await readRecordedBook();
    const seen = (correctionMs: number) =>
      buildBookEvents({ trades, ...steps, localTime: seenAsRecorded(correctionMs) }).events;
    assert.throws(() => seen(0), /that is before it happened, or not known/);
    const correction = clockCorrection(trades.ts, trades.recv_ts_ns, 1);
    assert.ok(correction > 1270 && correction < 1280, `${correction}`);
    const { ts, localTs, rows } = seen(correction);
    let quickest = Infinity;
    for (let i = 0; i < rows; i++) quickest = Math.min(quickest, localTs[i]! - ts[i]!);
    assert.ok(Math.abs(quickest - 1) < 0.001, `${quickest}`);
  },
});

Deno.test({
  name: `fills of a quote that rests in a recorded market are explained one by one${skipped}`,
  ignore,
  async fn() {
    const { depth, trades } = await readRecordedBook();
    const { events } = buildBookEvents({ depth, trades, ...steps });
    const fillsOf = (side: number, afterMs: number) => {
      const matcher = new BookMatcher(events);
      const arrival = events.ts[0]! + afterMs;
      for (let row = 0; row < events.rows; row++) {
        if (events.ts[row]! > arrival && matcher.fills.rows === 0 && matcher.resting === 0) {
          const ticks = matcher.book.best(side);
          matcher.place({ handle: 1, side, ticks, lots: 1500, force: POST_ONLY, ts: arrival });
        }
        matcher.onEvent(row);
      }
      return Array.from(
        { length: matcher.fills.rows },
        (_, i) => explainFill(matcher.fills.at(i), { events, ...steps }),
      );
    };
    assert.deepEqual(fillsOf(BID, 60_000), [
      "bought 0.002 at 61815 (1.498 left): trade 5266586448 of 0.003 went through the queue; " +
      "of 0.707 ahead when it arrived 200 ms before, 0.706 traded, 0 were cancelled and 0.001 " +
      "remained",
      "bought 0.011 at 61815 (1.487 left): trade 5266586449 of 0.011 went through the queue; " +
      "of 0.707 ahead when it arrived 200 ms before, 0.707 traded, 0 were cancelled and 0 remained",
      "bought 0.004 at 61815 (1.483 left): trade 5266586450 of 0.004 went through the queue; " +
      "of 0.707 ahead when it arrived 200 ms before, 0.707 traded, 0 were cancelled and 0 remained",
      "bought 1.483 at 61815: trade 5266586451 of 0.295 went through it at 61814.7; " +
      "of 0.707 ahead when it arrived 201 ms before, 0.707 traded, 0 were cancelled and 0 remained",
    ]);
    assert.deepEqual(fillsOf(ASK, 80_000), [
      "sold 0.002 at 61800.2 (1.498 left): trade 5266586939 of 0.002 went through the queue; " +
      "of 5.828 ahead when it arrived 1383 ms before, 2.76 traded, 3.068 were cancelled and 0 " +
      "remained",
      "sold 1.498 at 61800.2: bids came to 61800.2 by delta 5123114645460; " +
      "of 5.828 ahead when it arrived 1398 ms before, 2.76 traded, 3.068 were cancelled and 0 " +
      "remained",
    ]);
  },
});
