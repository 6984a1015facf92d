import assert from "node:assert/strict";
import { appOver, fakeSessions, HOST, inDataDir, session } from "./fixtures.ts";

/** Reads a stream of events as text, a piece at a time. */
async function* pieces(response: Response): AsyncGenerator<string> {
  for await (const bytes of response.body!) yield new TextDecoder().decode(bytes);
}

Deno.test("a session's stream sends it at once, then whenever it has changed, and ends when left", () =>
  inDataDir(async (dataDir) => {
    const held = { session: session() };
    const app = appOver(dataDir, { sessions: fakeSessions(held) });
    const response = await app.request(`http://${HOST}/live/sma_cross_btc-1/events`);
    assert.match(response.headers.get("content-type")!, /text\/event-stream/);
    const stream = pieces(response);
    const first = (await stream.next()).value as string;
    assert.match(first, /event: session\ndata: \{.*"101,500\.25"/);
    assert.match(first, /retry: 1000/);
    held.session = session({ equity: 99_000, bars: 4 });
    const second = (await stream.next()).value as string;
    assert.match(second, /"99,000\.00"/);
    assert.match(second, /charts\?bars=4/);
    await stream.return(undefined);
  }));

Deno.test("the list's stream tells of a runner that is gone", () =>
  inDataDir(async (dataDir) => {
    const held = { session: session() };
    const app = appOver(dataDir, { sessions: fakeSessions(held) });
    const stream = pieces(await app.request(`http://${HOST}/live/events`));
    assert.match((await stream.next()).value as string, /event: sessions\ndata: .*"Running"/);
    held.session = session({ held: false });
    assert.match((await stream.next()).value as string, /"Interrupted"/);
    await stream.return(undefined);
  }));

Deno.test("the stream of a session that is not there is not found", () =>
  inDataDir(async (dataDir) => {
    const app = appOver(dataDir);
    assert.equal((await app.request(`http://${HOST}/live/none/events`)).status, 404);
  }));
