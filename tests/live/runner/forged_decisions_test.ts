import assert from "node:assert/strict";
import type { Sandbox, SandboxRow } from "../../../live/runner/sandbox.ts";
import { SessionHalt } from "../../../live/runner/session_halt.ts";
import { inTempDir } from "../../data/helpers.ts";
import { ACME, barsOf, HOUR, still } from "../../research/fixtures.ts";
import { configOf, Life } from "./session_fixtures.ts";
import { all } from "./session_state.ts";

const bars = [barsOf(still(100, 4))];
const config = configOf({ instruments: [ACME], limits: { maxPosition: 50_000 } });

/** Answers each row with the texts that are given for it. */
function answering(texts: readonly (readonly string[])[]): Sandbox {
  const step = ({ message: { row } }: SandboxRow) =>
    Promise.resolve({
      row,
      decisions: (texts[row] ?? []).map((text) => [text, "forged"] as const),
    });
  return {
    step,
    async *stepAll(rows: readonly SandboxRow[]) {
      for (const row of rows) yield await step(row);
    },
    kill: () => Promise.resolve(),
  } as unknown as Sandbox;
}

/** Runs a session whose sandbox answers so; returns what the venue was sent and how it ended. */
async function run(dir: string, texts: readonly (readonly string[])[]) {
  const parts = () => ({ openSandbox: () => Promise.resolve(answering(texts)) });
  const life = new Life(dir, bars, parts, { config });
  let error: unknown;
  try {
    await life.run();
  } catch (thrown) {
    error = thrown;
  }
  const { orders } = life.session.blotter;
  const refusals = [...orders.reasons.values()];
  life.close();
  return { error, refusals, asked: all(`${dir}/venue.sqlite`, "SELECT text FROM asked").length };
}

const T1 = HOUR;
const buy = (id: number, ts: number, rest: string) =>
  `{"id":${id},"ts":${ts},"symbol":"ACME","side":"buy","type":"market",${rest}}`;
const ten = '"quantity":"10"';

const halting: [name: string, texts: string[][], says: RegExp][] = [
  ["text that is no JSON", [["buy everything"]], /JSON|Unexpected/],
  ["nothing", [[""]], /JSON|Unexpected/],
  ["null", [["null"]], /null/],
  ["a number for a decision", [["7"]], /./],
  ["an id out of order", [[buy(2, T1, ten)]], /not in canonical form/],
  ["an id of before", [[buy(1, T1, ten), buy(1, T1, ten)]], /not in canonical form/],
  ["a time of another bar", [[buy(1, T1 + 1, ten)]], /not of this bar/],
  ["a time in text", [[buy(1, T1, ten).replace(`${T1}`, `"${T1}"`)]], /not of this bar/],
  ["another order of fields", [[
    `{"ts":${T1},"id":1,"symbol":"ACME","side":"buy","type":"market",${ten}}`,
  ]], /canonical/],
  ["spaces", [[buy(1, T1, ten).replace(":", ": ")]], /canonical/],
  ["a line feed after it", [[buy(1, T1, ten) + "\n"]], /canonical/],
  ["one field more", [[buy(1, T1, `${ten},"leverage":"10"`)]], /canonical/],
  ["one field twice", [[buy(1, T1, `"quantity":"1",${ten}`)]], /canonical/],
  ["quantity and quote", [[buy(1, T1, `${ten},"quote":"5"`)]], /canonical/],
  ["an exponent", [[buy(1, T1, '"quantity":"1e1"')]], /canonical/],
  ["a leading zero", [[buy(1, T1, '"quantity":"010"')]], /canonical/],
  ["a trailing zero", [[buy(1, T1, '"quantity":"10.0"')]], /canonical/],
  ["a minus zero", [[buy(1, T1, '"quantity":"-0"')]], /canonical/],
  ["hexadecimal", [[buy(1, T1, '"quantity":"0x10"')]], /canonical/],
  ["a number for an amount", [[buy(1, T1, '"quantity":10')]], /canonical/],
  [
    "more digits than a double has",
    [[buy(1, T1, '"quantity":"10.00000000000000000001"')]],
    /canonical/,
  ],
  ["an unknown symbol", [[buy(1, T1, ten).replace("ACME", "EMCA")]], /unknown symbol "EMCA"/],
  ["a symbol of the prototype", [[buy(1, T1, ten).replace("ACME", "__proto__")]], /unknown symbol/],
  ["an unknown side", [[buy(1, T1, ten).replace('"buy"', '"short"')]], /canonical/],
  ["an unknown type", [[buy(1, T1, ten).replace("market", "iceberg")]], /canonical/],
  [
    "limit and stop",
    [[buy(1, T1, `${ten},"limit":"90","stop":"80"`).replace("market", "limit")]],
    /canonical/,
  ],
  ["a cancel of an order that is not", [[`{"cancel":1,"ts":${T1}}`]], /Cannot cancel order 1/],
  ["a cancel of a negative order", [[`{"cancel":-1,"ts":${T1}}`]], /Cannot cancel order -1/],
  ["a cancel of text", [[`{"cancel":"1","ts":${T1}}`]], /Cannot cancel|canonical/],
  ["a cancel asked for twice", [[
    buy(1, T1, ten),
    `{"cancel":1,"ts":${T1}}`,
    `{"cancel":1,"ts":${T1}}`,
  ]], /the cancel has been asked for/],
  ["NaN", [[buy(1, T1, '"quantity":"NaN"')]], /is not an amount/],
  ["Infinity", [[buy(1, T1, '"quantity":"Infinity"')]], /is not an amount/],
  ["a negative amount", [[buy(1, T1, '"quantity":"-10"')]], /is not an amount/],
  ["a quote of Infinity", [[buy(1, T1, '"quote":"Infinity"')]], /is not an amount/],
  [
    "a limit of NaN",
    [[buy(1, T1, `${ten},"limit":"NaN"`).replace("market", "limit")]],
    /is not an amount/,
  ],
  [
    "a negative limit",
    [[buy(1, T1, `${ten},"limit":"-90"`).replace("market", "limit")]],
    /is not an amount/,
  ],
  [
    "a stop of Infinity",
    [[buy(1, T1, `${ten},"stop":"Infinity"`).replace("market", "stop")]],
    /is not an amount/,
  ],
];

for (const [name, texts, says] of halting) {
  Deno.test(`a session halts on ${name}, and sends nothing of that row`, () =>
    inTempDir(async (dir) => {
      const { error, asked } = await run(dir, texts);
      assert.ok(error instanceof SessionHalt, `${error}`);
      assert.match(error.message, /^cannot take the strategy's decision: /);
      assert.match(error.message, says);
      assert.equal(asked, 0);
      assert.deepEqual(all(`${dir}/journal.sqlite`, "SELECT * FROM decisions"), []);
    }));
}

const refused: [name: string, text: string, says: RegExp][] = [
  ["an amount of nothing", buy(1, T1, '"quantity":"0"'), /nothing to trade/],
  ["an amount off the lot", buy(1, T1, '"quantity":"1.5"'), /not a multiple of the lot/],
  ["more than there is cash", buy(1, T1, '"quantity":"5000"'), /free cash/],
  ["more than the limit on a position", buy(1, T1, '"quantity":"600"'), /above the limit of 50000/],
  ["a sale of what is not held", buy(1, T1, ten).replace("buy", "sell"), /long only/],
  [
    "a limit off the tick",
    buy(1, T1, `${ten},"limit":"90.001"`).replace("market", "limit"),
    /tick/,
  ],
];

for (const [name, text, says] of refused) {
  Deno.test(`the host's risk gate refuses ${name}, whatever the sandbox says`, () =>
    inTempDir(async (dir) => {
      const { error, refusals, asked } = await run(dir, [[text]]);
      assert.equal(error, undefined, `${error}`);
      assert.match(refusals[0] ?? "nothing was refused", says);
      assert.equal(asked, 0);
    }));
}

Deno.test("a thousand honest orders do not get past the cash of the account", () =>
  inTempDir(async (dir) => {
    const texts = Array.from({ length: 1_000 }, (_, i) => buy(i + 1, T1, ten));
    const { asked, refusals } = await run(dir, [texts]);
    // Ten units at 100: 50,000 of position allows fifty.
    assert.deepEqual([asked, refusals.length], [50, 950]);
  }));
