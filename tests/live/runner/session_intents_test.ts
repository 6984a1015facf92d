import assert from "node:assert/strict";
import { canonicalDecision } from "../../../research/engine/mod.ts";
import { inTempDir } from "../../data/helpers.ts";
import { calm, live } from "./session_lives.ts";
import { all, durableOf, summaryOf } from "./session_state.ts";

Deno.test("rule 1: an intent is durable before it is sent, under an id derived from it", () =>
  inTempDir(async (dir) => {
    let sent = 0;
    await live(dir, (venue) => ({
      submit: (clientId, text) => {
        const [held] = all(
          `${dir}/journal.sqlite`,
          `SELECT decisions.row, inputs.body FROM decisions JOIN inputs USING (row)
           WHERE text = '${text}'`,
        );
        assert.ok(held !== undefined, `${text} was sent before it was durable`);
        assert.equal(clientId, `test-1-${JSON.parse(text).id}`);
        sent++;
        return venue.submit(clientId, text);
      },
      cancel: (clientId) => {
        const id = clientId.split("-").at(-1);
        const sql = `SELECT n FROM decisions WHERE text LIKE '{"cancel":${id},%'`;
        assert.equal(all(`${dir}/journal.sqlite`, sql).length, 1);
        return venue.cancel(clientId);
      },
    }));
    assert.ok(sent > 30);
  }));

for (const arrives of [true, false]) {
  const what = arrives ? "reply" : "request";
  Deno.test(`rule 2: an order whose ${what} is lost is settled by the venue's records, not sent twice`, () =>
    inTempDir(async (dir) => {
      const creates = new Map<string, number>();
      const count = (clientId: string) => creates.set(clientId, (creates.get(clientId) ?? 0) + 1);
      let sent = 0;
      await assert.rejects(
        live(dir, (venue) => ({
          submit: async (clientId, text) => {
            if (++sent === 12) {
              if (arrives) {
                count(clientId);
                await venue.submit(clientId, text);
              }
              throw new Error("timeout");
            }
            count(clientId);
            return await venue.submit(clientId, text);
          },
        })),
        /timeout/,
      );
      assert.equal(sent, 12, "a create was retried");
      const life = await live(dir, (venue) => ({
        submit: (clientId, text) => {
          count(clientId);
          return venue.submit(clientId, text);
        },
      }));
      assert.deepEqual([...new Set(creates.values())], [1]);
      assert.deepEqual(summaryOf(life.session), await calm());
    }));
}

Deno.test("canonical texts in the journal are those that the venue was sent", () =>
  inTempDir(async (dir) => {
    const life = await live(dir);
    const { orders, account } = life.session.blotter;
    const texts = Array.from(
      { length: orders.decided },
      (_, i) => canonicalDecision(orders, account, i),
    );
    const { decisions, asked } = durableOf(dir) as Record<string, { text: string | null }[]>;
    assert.deepEqual(decisions!.map(({ text }) => text), texts);
    for (const { text } of asked!) assert.ok(text === null || texts.includes(text));
  }));
