import assert from "node:assert/strict";
import {
  CANCEL,
  isLegalTransition,
  MARKET,
  ORDER_STATES,
  Orders,
  type OrderState,
  PLACE,
  REQUESTED,
} from "../../../research/engine/mod.ts";

/** The whole table, written out apart from the code: what may follow each state. */
const LEGAL: Readonly<Record<OrderState, readonly OrderState[]>> = {
  requested: ["working", "held", "refused", "rejected"],
  held: ["working", "cancelled", "rejected"],
  working: ["filled", "cancelled", "expired", "rejected"],
  expired: [],
  filled: [],
  cancelled: [],
  refused: [],
  rejected: [],
};

/** The shortest legal way to each state. */
const WAY: Readonly<Record<OrderState, readonly OrderState[]>> = {
  requested: [],
  working: ["working"],
  held: ["held"],
  expired: ["working", "expired"],
  filled: ["working", "filled"],
  cancelled: ["working", "cancelled"],
  refused: ["refused"],
  rejected: ["rejected"],
};

function orderIn(state: OrderState): Orders {
  const orders = new Orders();
  orders.request(0, 0, 0, 1, MARKET, 1, NaN, NaN, "test");
  for (const step of WAY[state]) orders.move(1, ORDER_STATES.indexOf(step));
  return orders;
}

for (const [from, state] of ORDER_STATES.entries()) {
  for (const [to, next] of ORDER_STATES.entries()) {
    const legal = LEGAL[state].includes(next);
    Deno.test(`an order ${legal ? "may" : "may not"} go from ${state} to ${next}`, () => {
      assert.equal(isLegalTransition(from, to), legal);
      const orders = orderIn(state);
      if (!legal) {
        assert.throws(() => orders.move(1, to), {
          message: `Cannot move order 1 from ${state} to ${next}`,
        });
        assert.equal(orders.state[0], from);
        return;
      }
      orders.move(1, to, "because");
      assert.equal(orders.state[0], to);
      const isOpen = next === "working" || next === "held";
      assert.equal(orders.isOpen(1), isOpen);
      assert.equal(orders.openCount, isOpen ? 1 : 0);
      assert.equal(orders.reasons.get(1), isOpen ? undefined : "because");
    });
  }
}

Deno.test("an order begins as requested, and is open", () => {
  const orders = orderIn("requested");
  assert.equal(orders.state[0], REQUESTED);
  assert.ok(orders.isOpen(1));
});

Deno.test("Orders.open keeps the order of decision when one in the middle closes", () => {
  const orders = new Orders();
  for (let i = 0; i < 40; i++) orders.request(i, i, 0, 1, MARKET, 1, NaN, NaN, "test");
  for (const id of [1, 20, 40]) orders.move(id, ORDER_STATES.indexOf("refused"), "no");
  const left = Array.from({ length: 40 }, (_, i) => i + 1).filter((id) =>
    ![1, 20, 40].includes(id)
  );
  assert.deepEqual([...orders.open.subarray(0, orders.openCount)], left);
});

Deno.test("Orders.requestCancel is logged once, and refuses an order that is not open", () => {
  const orders = orderIn("working");
  orders.requestCancel(1, 5);
  orders.requestCancel(1, 6);
  assert.deepEqual([...orders.decisions.subarray(0, orders.decided)], [1, 1]);
  assert.deepEqual([...orders.decisionKind.subarray(0, orders.decided)], [PLACE, CANCEL]);
  assert.equal(orders.decisionTs[1], 5);
  for (const id of [0, 2, -1, NaN]) {
    assert.throws(() => orders.requestCancel(id, 5), {
      message: `Cannot cancel order ${id}: it is not open`,
    });
  }
  orders.move(1, ORDER_STATES.indexOf("cancelled"));
  assert.throws(() => orders.requestCancel(1, 7), /not open/);
});
