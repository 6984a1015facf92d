import assert from "node:assert/strict";
import { ORDER_STATES } from "../../../research/engine/mod.ts";
import { orderOutcomes } from "../../../research/report/order_outcomes.ts";
import { fakeOrder } from "./fake_order.ts";

Deno.test("orderOutcomes counts states and leaves out those that none ended in", () => {
  const { total, states } = orderOutcomes([
    fakeOrder("filled"),
    fakeOrder("filled"),
    fakeOrder("cancelled"),
  ]);
  assert.equal(total, 3);
  assert.deepEqual(states, [{ state: "filled", count: 2 }, { state: "cancelled", count: 1 }]);
});

Deno.test("orderOutcomes counts every state that an order can be in", () => {
  const { states } = orderOutcomes(ORDER_STATES.map((state) => fakeOrder(state)));
  assert.deepEqual(states.map(({ state }) => state).toSorted(), [...ORDER_STATES].toSorted());
});

Deno.test("orderOutcomes groups reasons that differ in figures, the most frequent first", () => {
  const { refusals } = orderOutcomes([
    fakeOrder("rejected", "costs 1000.20 of 999.10 free cash"),
    fakeOrder("refused", "value 4.20 is below the minimum of 10"),
    fakeOrder("refused", "value 1,005.10 is below the minimum of 2,000"),
    fakeOrder("refused", "the daily loss limit is reached"),
    fakeOrder("refused"),
  ]);
  assert.deepEqual(refusals, [
    { state: "refused", reason: "value 4.20 is below the minimum of 10", count: 2 },
    { state: "rejected", reason: "costs 1000.20 of 999.10 free cash", count: 1 },
    { state: "refused", reason: "the daily loss limit is reached", count: 1 },
    { state: "refused", reason: "no reason given", count: 1 },
  ]);
});
