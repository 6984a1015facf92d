import assert from "node:assert/strict";
import { sql, type SqlValue } from "../../../research/mod.ts";
import { refuses } from "../../data/helpers.ts";

Deno.test("sql binds values: what looks like SQL in one stays a value", async () => {
  const evil = "x' OR 1=1; DROP VIEW bars; --";
  const none = await sql`SELECT * FROM bars WHERE symbol = ${evil}`;
  assert.equal(none.numRows(), 0);
  const echoed = await sql`SELECT ${evil} AS text, ${2} + ${3} AS five, ${null} IS NULL AS nothing`;
  assert.deepEqual(echoed.object(0), { text: evil, five: 5, nothing: true });
  assert.ok((await sql`SELECT count(*) AS n FROM bars`).get("n", 0) > 75_000);
});

Deno.test("sql gives times as Date and takes them as text or Date", async () => {
  const at = new Date("2024-03-01T09:00:00Z");
  const rows = await sql`SELECT ts, close FROM bars
    WHERE symbol = ${"BTC/USDT"} AND ts >= ${at} AND ts < '2024-03-01 11:00' ORDER BY ts`;
  assert.deepEqual(rows.array("ts"), [at, new Date("2024-03-01T10:00:00Z")]);
  assert.ok(rows.getter("close")(0) > 60_000);
});

Deno.test("sql takes an array as a list", async () => {
  const rows = await sql`SELECT DISTINCT symbol FROM bars
    WHERE symbol IN ${["SPX", "ETH/USDT", "no' OR 1=1"]} ORDER BY symbol`;
  assert.deepEqual(rows.array("symbol"), ["ETH/USDT", "SPX"]);
});

Deno.test("sql keeps whole numbers exact and columns of numbers compact", async () => {
  const rows =
    await sql`SELECT 9007199254740993::BIGINT AS large, 7::BIGINT AS small, 1.25 AS price,
    [1, 2] AS list, MAP {'fast': 10.0} AS params`;
  assert.deepEqual(rows.object(0), {
    large: 9007199254740993n,
    small: 7,
    price: 1.25,
    list: [1, 2],
    params: { fast: 10 },
  });
});

Deno.test("sql refuses in one sentence", async () => {
  await refuses(() => sql`SELECT clos FROM bars`, "Cannot run the query", '"clos" not found');
  await refuses(() => sql`SELECT 1 FROM bars WHERE ts > ${1}`, "pass a Date");
  await refuses(() => sql`SELECT 1 WHERE 'a' IN ${[]}`, "Cannot bind value 1", "empty");
  await refuses(() => sql`SELECT ${new Date("soon")}`, "invalid Date");
  await refuses(() => sql`SELECT ${{ a: 1 } as unknown as SqlValue}`, "of type object");
});
