import assert from "node:assert/strict";
import fc from "fast-check";
import {
  Account,
  BUY,
  CANCEL,
  canonicalDecision,
  canonicalDecisions,
  LIMIT,
  listingOf,
  MARKET,
  Orders,
  parseDecision,
  PLACE,
  SELL,
  STOP,
} from "../../../research/engine/mod.ts";
import { ACME, barsOf, prepare, runScript, scripted, still } from "../fixtures.ts";

const BITCOIN = { ...ACME, symbol: "BTC/USDT", lotSize: "0.00001" };
const now = { closeTs: 1_700_000_000_000, row: 7 };
const account = () => new Account([ACME, BITCOIN].map(listingOf), 10_000);

/** Orders that have one open order, so that it can be cancelled. */
function withOpenOrder(): Orders {
  const orders = new Orders();
  orders.request(1, 0, 0, BUY, LIMIT, 1, NaN, 5, "resting");
  return orders;
}

Deno.test("canonicalDecisions is the exact text of every type of order", () => {
  const run = runScript(still(100, 3), {
    0: (m) => {
      m.buy({ quote: 1234.5 }, "why is not part of it");
      m.buy({ quantity: 1e-7, limit: 99.5 }, "");
      m.buy({ quantity: 3, stop: 101 }, "");
    },
    1: (m) => {
      m.cancel(3);
      m.sell({ quantity: 12 }, "");
      m.sell({ quantity: 1, limit: 1e21 }, "");
      m.sell({ quantity: 1, stop: 0.1 }, "");
    },
  }, { instruments: [BITCOIN] });
  assert.equal(
    canonicalDecisions(run.orders, run.account),
    `{"id":1,"ts":3600000,"symbol":"BTC/USDT","side":"buy","type":"market","quote":"1234.5"}
{"id":2,"ts":3600000,"symbol":"BTC/USDT","side":"buy","type":"limit","quantity":"0.0000001","limit":"99.5"}
{"id":3,"ts":3600000,"symbol":"BTC/USDT","side":"buy","type":"stop","quantity":"3","stop":"101"}
{"cancel":3,"ts":7200000}
{"id":4,"ts":7200000,"symbol":"BTC/USDT","side":"sell","type":"market","quantity":"12"}
{"id":5,"ts":7200000,"symbol":"BTC/USDT","side":"sell","type":"limit","quantity":"1","limit":"1000000000000000000000"}
{"id":6,"ts":7200000,"symbol":"BTC/USDT","side":"sell","type":"stop","quantity":"1","stop":"0.1"}
`,
  );
});

const amount = fc.double({ min: 0, max: 1e300, noNaN: true });
const request = fc.record({
  instrument: fc.constantFrom(0, 1),
  side: fc.constantFrom(BUY, SELL),
  type: fc.constantFrom(MARKET, LIMIT, STOP),
  quantity: amount,
  price: amount,
  byQuote: fc.boolean(),
});

Deno.test("parseDecision mirrors canonicalDecision for any order that a market can ask for", () => {
  fc.assert(fc.property(fc.array(request, { minLength: 1, maxLength: 20 }), (requests) => {
    const books = account();
    const asked = new Orders();
    const read = new Orders();
    for (const { instrument, side, type, quantity, price, byQuote } of requests) {
      const quote = byQuote && side === BUY && type === MARKET;
      const [units, spent] = quote ? [NaN, quantity] : [quantity, NaN];
      const at = type === MARKET ? NaN : price;
      asked.request(now.closeTs, now.row, instrument, side, type, units, spent, at, "why");
      const text = canonicalDecision(asked, books, asked.decided - 1);
      parseDecision(read, books, now, [text, "why"]);
    }
    for (const name of ["ts", "bar", "instrument", "side", "type"] as const) {
      assert.deepEqual(read[name], asked[name], name);
    }
    assert.equal(canonicalDecisions(read, books), canonicalDecisions(asked, books));
    assert.deepEqual(read.why, asked.why);
  }));
});

Deno.test("parseDecision reads a request to cancel", () => {
  const orders = withOpenOrder();
  parseDecision(orders, account(), now, [`{"cancel":1,"ts":${now.closeTs}}`, ""]);
  assert.equal(orders.cancelling[0], 1);
  assert.deepEqual([...orders.decisions.subarray(0, orders.decided)], [1, 1]);
  assert.deepEqual([...orders.decisionKind.subarray(0, orders.decided)], [PLACE, CANCEL]);
});

const GOOD =
  `{"id":2,"ts":${now.closeTs},"symbol":"ACME","side":"buy","type":"market","quantity":"1"}`;

Deno.test("parseDecision takes the one good text that the bad ones below are made from", () => {
  const orders = withOpenOrder();
  parseDecision(orders, account(), now, [GOOD, "why"]);
  assert.equal(orders.decided, 2);
});

const swap = (from: string, to: string) => GOOD.replace(from, to);
const AS_LIMIT = swap("market", "limit");
const BAD: readonly [string, string][] = [
  ["nothing", ""],
  ["null", "null"],
  ["a number", "7"],
  ["text that is no JSON", GOOD.slice(0, -1)],
  ["a space", swap(",", ", ")],
  ["a line feed", GOOD + "\n"],
  ["another key order", swap(`"side":"buy","type":"market"`, `"type":"market","side":"buy"`)],
  ["an unknown key", swap(`"quantity"`, `"note":"hi","quantity"`)],
  ["a key twice", swap(`"quantity":"1"`, `"quantity":"2","quantity":"1"`)],
  ["another time", swap(String(now.closeTs), String(now.closeTs + 1))],
  ["a time in text", swap(String(now.closeTs), `"${now.closeTs}"`)],
  ["an id that is not the next", swap(`"id":2`, `"id":3`)],
  ["an id that is taken", swap(`"id":2`, `"id":1`)],
  ["an unknown symbol", swap("ACME", "ACMF")],
  ["an unknown side", swap("buy", "hold")],
  ["an unknown type", swap("market", "iceberg")],
  ["a number as quantity", swap(`"1"`, "1")],
  ["a zero at the end", swap(`"1"`, `"1.0"`)],
  ["a zero at the start", swap(`"1"`, `"01"`)],
  ["an exponent", swap(`"1"`, `"1e0"`)],
  ["a hexadecimal", swap(`"1"`, `"0x1"`)],
  ["no amount", swap(`,"quantity":"1"`, "")],
  ["an empty amount", swap(`"1"`, `""`)],
  ["two amounts", swap(`"quantity":"1"`, `"quantity":"1","quote":"1"`)],
  ["a limit without its price", AS_LIMIT],
  ["a price on a market order", swap(`"1"}`, `"1","limit":"5"}`)],
  ["a negative quantity", swap(`"1"`, `"-1"`)],
  ["a quantity that is not a number", swap(`"1"`, `"NaN"`)],
  ["an infinite quantity", swap(`"1"`, `"Infinity"`)],
  ["a negative price", AS_LIMIT.replace(`"1"}`, `"1","limit":"-5"}`)],
  ["an infinite price", AS_LIMIT.replace(`"1"}`, `"1","limit":"Infinity"}`)],
  ["a price that is not a number", AS_LIMIT.replace(`"1"}`, `"1","limit":"NaN"}`)],
  ["a sale by quote amount", swap("buy", "sell").replace("quantity", "quote")],
  ["a limit by quote amount", AS_LIMIT.replace(`"quantity":"1"`, `"quote":"1","limit":"5"`)],
  ["a negative quote amount", swap(`"quantity":"1"`, `"quote":"-1"`)],
  ["a cancel of no such order", `{"cancel":9,"ts":${now.closeTs}}`],
  ["a cancel of another time", `{"cancel":1,"ts":1}`],
  ["a cancel of text", `{"cancel":"1","ts":${now.closeTs}}`],
];

for (const [what, text] of BAD) {
  Deno.test(`parseDecision refuses ${what}`, () => {
    assert.throws(() => parseDecision(withOpenOrder(), account(), now, [text, ""]));
  });
}

Deno.test("parseDecision refuses a second cancel of the same order, which no market would ask for", () => {
  const orders = withOpenOrder();
  const cancel = [`{"cancel":1,"ts":${now.closeTs}}`, ""] as const;
  parseDecision(orders, account(), now, cancel);
  assert.throws(() => parseDecision(orders, account(), now, cancel), /cancel/);
});

Deno.test("parseDecision refuses every text that differs from the canonical one in a byte", () => {
  const place = fc.nat(GOOD.length - 1);
  const byte = fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code));
  fc.assert(
    fc.property(place, byte, (place, byte) => {
      const text = GOOD.slice(0, place) + byte + GOOD.slice(place + 1);
      const read = () => parseDecision(withOpenOrder(), account(), now, [text, ""]);
      // Another digit of the quantity is another order, as canonical as the first.
      const isAnother = place === GOOD.indexOf(`"1"}`) + 1 && /\d/.test(byte);
      if (text === GOOD || isAnother) read();
      else assert.throws(read, text);
    }),
    { numRuns: 500 },
  );
});

Deno.test("decisions of a run read back through parseDecision, row by row, to the same text", () => {
  const strategy = scripted((m) => {
    if (m.index % 3 === 0) m.buy({ quantity: 1, limit: 90 + (m.index % 7) }, "dip");
    if (m.index % 5 === 0) m.buy({ quote: m.budget / 3 }, "third");
    if (m.index % 4 === 3) m.cancelAll();
    if (m.index % 6 === 5) m.exit("out");
  });
  const run = prepare(strategy, barsOf(still(100, 60))).run();
  const read = new Orders();
  for (let i = 0; i < run.orders.decided; i++) {
    const id = run.orders.decisions[i]!;
    const row = id > 0 ? run.orders.bar[id - 1]! : 0;
    const bar = { closeTs: run.orders.decisionTs[i]!, row };
    parseDecision(read, run.account, bar, [canonicalDecision(run.orders, run.account, i), ""]);
  }
  assert.ok(run.orders.decided > 40);
  assert.equal(canonicalDecisions(read, run.account), canonicalDecisions(run.orders, run.account));
});
