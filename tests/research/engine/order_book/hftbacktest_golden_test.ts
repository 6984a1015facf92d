import assert from "node:assert/strict";
import { BookMatcher } from "../../../../research/engine/order_book/book_matcher.ts";
import {
  logQueue,
  logQueue2,
  powerQueue,
  powerQueue2,
  powerQueue3,
  type QueueModel,
  riskAverse,
} from "../../../../research/engine/order_book/queue_model.ts";
import { bookEventsOf, type EventRow } from "./book_events_of.ts";
import golden from "./hftbacktest_golden.json" with { type: "json" };

const models: Readonly<Record<string, QueueModel>> = {
  "riskAverse": riskAverse,
  "power 3": powerQueue(3),
  "power 0.5": powerQueue(0.5),
  "power2 2": powerQueue2(2),
  "power3 3": powerQueue3(3),
  "log": logQueue(Number(golden.lotSize)),
  "log2": logQueue2(Number(golden.lotSize)),
};
const events = bookEventsOf(golden.rows as unknown as EventRow[]);

/** What `trace` in make_hftbacktest_golden.py records, of our matcher. */
function trace({ model, mode, order }: (typeof golden.cases)[number]) {
  const matcher = new BookMatcher(events, {
    queue: models[model]!,
    fills: mode as "partial" | "whole",
  });
  const ahead: number[] = [];
  for (let row = 0; row < events.rows; row++) {
    matcher.onEvent(row);
    if (row === order.after) matcher.place({ handle: 1, ...order, ts: row });
    else if (row > order.after && matcher.resting === 1) ahead.push(matcher.ahead(1));
  }
  const { fills } = matcher;
  return {
    ahead,
    fills: Array.from({ length: fills.rows }, (_, i) => [
      fills.event[i],
      fills.ticks[i],
      fills.lots[i],
    ]),
  };
}

for (const model of Object.keys(models)) {
  Deno.test(`BookMatcher fills and queues as hftbacktest 2.4.4: ${model}`, () => {
    const cases = golden.cases.filter((each) => each.model === model);
    assert.ok(cases.length >= 7);
    for (const each of cases) {
      const ours = trace(each);
      const name = JSON.stringify({ ...each.order, mode: each.mode });
      assert.deepEqual(ours.fills, each.fills, name);
      assert.equal(ours.ahead.length, each.ahead.length, name);
      ours.ahead.forEach((ahead, i) =>
        assert.ok(
          Math.abs(ahead - each.ahead[i]!) < 1e-5,
          `${name} ${i}: ${ahead} ${each.ahead[i]}`,
        )
      );
    }
  });
}
