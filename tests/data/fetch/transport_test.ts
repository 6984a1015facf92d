import assert from "node:assert/strict";
import { withDefaults } from "../../../data/fetch/seams.ts";
import { openTransport } from "../../../data/fetch/transport.ts";
import { VenueFailure } from "../../../data/fetch/venue_failure.ts";
import { withRetries } from "../../../data/fetch/with_retries.ts";
import { refuses } from "../helpers.ts";

function transport(answer: (init: RequestInit) => Promise<Response> | Response, timeoutMs = 1000) {
  const seams = withDefaults({ send: (_, init) => Promise.resolve(answer(init)), timeoutMs });
  return openTransport("testex", seams);
}

function failsWith(action: () => Promise<unknown>, pattern: RegExp, retryAfterMs?: number) {
  return assert.rejects(action, (error) => {
    assert.ok(error instanceof VenueFailure, String(error));
    assert.match(error.message, pattern);
    assert.equal(error.retryAfterMs, retryAfterMs);
    return true;
  });
}

Deno.test("a transport hands a good answer on whole, and keeps its JSON", async () => {
  const open = transport(() => Response.json([1, 2], { headers: { "x-weight": "7" } }));
  const response = await open.fetch("https://venue/x", {});
  assert.equal(response.headers.get("x-weight"), "7");
  assert.deepEqual(await response.json(), [1, 2]);
  assert.deepEqual([open.body, open.requests], [[1, 2], 1]);
  open.begin();
  assert.equal(open.body, undefined);
});

Deno.test("a transport takes nothing but whole JSON for an answer", async () => {
  const get = (text: string) => () => transport(() => new Response(text)).fetch("https://v/x", {});
  await failsWith(get("<html><body>Access denied</body></html>"), /not whole JSON .*"<html>/);
  await failsWith(get('[[1704067200000,"1","2'), /not whole JSON/);
  await failsWith(get("[1,NaN]"), /not whole JSON/);
  await failsWith(get(""), /empty/);
});

Deno.test("a transport honours Retry-After as seconds and as a date", async () => {
  const date = "Mon, 01 Jan 2024 00:00:00 GMT";
  const get = (status: number, headers: HeadersInit) => () =>
    transport(() => new Response("{}", { status, headers })).fetch("https://v/x", {});
  await failsWith(get(429, { "retry-after": "7" }), /HTTP 429/, 7000);
  await failsWith(
    get(418, { "retry-after": "Mon, 01 Jan 2024 00:00:30 GMT", date }),
    /HTTP 418/,
    30_000,
  );
  await failsWith(get(429, {}), /too many requests/);
  await failsWith(get(503, {}), /HTTP 503/);
});

Deno.test("a transport gives up on a body that hangs after its headers", async () => {
  const hanging = (init: RequestInit) => {
    const body = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode("["));
        init.signal!.addEventListener("abort", () => controller.error(init.signal!.reason));
      },
    });
    return new Response(body);
  };
  await failsWith(() => transport(hanging, 20).fetch("https://v/x", {}), /no answer within 0.02 s/);
});

Deno.test("a refusal of the place is said at once", () =>
  refuses(
    () => transport(() => new Response("{}", { status: 451 })).fetch("https://v/x", {}),
    "testex",
    "HTTP 451",
  ));

Deno.test("withRetries waits 1, 2, 4, 8, 16 seconds, or as the venue wishes, and then gives up", async () => {
  const waits: number[] = [];
  const sleep = (ms: number) => Promise.resolve(void waits.push(ms));
  const seams = { sleep, signal: undefined };
  let left = 3;
  const answer = await withRetries("testex", seams, () => {
    if (left-- === 0) return Promise.resolve("good");
    const options = left === 1 ? { retryAfterMs: 12_345 } : {};
    return Promise.reject(new VenueFailure("down", options));
  });
  assert.equal(answer, "good");
  assert.deepEqual(waits.splice(0), [1000, 12_345, 4000]);
  const down = () => Promise.reject(new VenueFailure("it is not available (HTTP 503)"));
  await refuses(() => withRetries("testex", seams, down), "testex", "HTTP 503", "6 times");
  assert.deepEqual(waits.splice(0), [1000, 2000, 4000, 8000, 16_000]);
  const banned = () => Promise.reject(new VenueFailure("HTTP 418", { retryAfterMs: 7_200_000 }));
  await refuses(() => withRetries("testex", seams, banned), "120 minutes", "after that");
  assert.deepEqual(waits, []);
  const bug = () => Promise.reject(new RangeError("a bug"));
  await assert.rejects(() => withRetries("testex", seams, bug), RangeError);
});
