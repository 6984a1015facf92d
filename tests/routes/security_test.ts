import assert from "node:assert/strict";
import { appOver, get, HOST, inDataDir } from "./fixtures.ts";

Deno.test("a foreign host, origin or method is refused", () =>
  inDataDir(async (dataDir) => {
    const app = appOver(dataDir);
    const ask = async (headers: Record<string, string>, method = "GET") =>
      (await app.request(`http://${HOST}/`, { headers, method })).status;
    assert.equal(await ask({}), 200);
    assert.equal(await ask({ host: HOST }), 200);
    assert.equal(await ask({ host: "127.0.0.1:8001" }), 403);
    assert.equal(await ask({ host: "evil.example" }), 403);
    assert.equal(await ask({ host: "evil.example:8000" }), 403);
    assert.equal(await ask({ origin: `http://${HOST}` }), 200);
    assert.equal(await ask({ origin: "http://evil.example" }), 403);
    assert.equal(await ask({ origin: "null" }), 403);
    for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      assert.equal(await ask({}, method), 405, method);
    }
  }));

Deno.test("every answer carries a policy that allows our own scripts and nothing else", () =>
  inDataDir(async (dataDir) => {
    const app = appOver(dataDir);
    const nonces = new Set<string>();
    for (const path of ["/", "/runs", "/nowhere", "/api/runs", "/api/nowhere"]) {
      const { response, text } = await get(app, path);
      const policy = response.headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'none'/, path);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.doesNotMatch(policy, /unsafe|http|\*/);
      assert.equal(response.headers.get("x-content-type-options"), "nosniff");
      assert.equal(response.headers.get("cross-origin-resource-policy"), "same-origin");
      const nonce = /'nonce-([^']+)'/.exec(policy)![1]!;
      nonces.add(nonce);
      if (text.startsWith("<!doctype")) assert.ok(text.includes(`<script nonce="${nonce}">`));
      assert.doesNotMatch(
        text.replaceAll("http://www.w3.org/2000/svg", ""),
        /(src|href)="(https?:)?\/\//,
      );
    }
    assert.equal(nonces.size, 5, "a nonce serves once");
  }));

Deno.test("no address leads out of the data directory", () =>
  inDataDir(async (dataDir) => {
    await Deno.mkdir(`${dataDir}/runs`, { recursive: true });
    await Deno.mkdir(`${dataDir}/secret`);
    await Deno.writeTextFile(`${dataDir}/secret/run.json`, "{}");
    await Deno.symlink(`${dataDir}/secret`, `${dataDir}/runs/linked`);
    const app = appOver(dataDir);
    const names = [
      "..%2fsecret",
      "%2e%2e%2fsecret",
      "..%5csecret",
      "%252e%252e%252fsecret",
      "secret%00",
      "%00",
      "linked",
      ".",
      "..",
      "%ff",
      "a".repeat(5_000),
      "%2fetc%2fpasswd",
      "..%c0%af",
    ];
    const places = ["/runs/", "/api/runs/", "/live/", "/api/sessions/", "/notebooks/", "/static/"];
    for (const place of places) {
      for (const name of names) {
        const { status, text } = await get(app, place + name);
        const root = /^\.{1,2}$/.test(name);
        assert.ok(status === 404 || root, `${place}${name.slice(0, 40)} answers ${status}`);
        assert.ok(!text.includes("root:"));
      }
    }
  }));

Deno.test("what an address says is text on the page that says it is not there", () =>
  inDataDir(async (dataDir) => {
    const app = appOver(dataDir);
    const { text } = await get(app, "/%3Cimg%20src=x%20onerror=alert(1)%3E");
    assert.ok(!text.includes("<img"));
    const found = await get(
      app,
      "/runs?find=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&sort=__proto__",
    );
    assert.equal(found.status, 200);
    assert.ok(!found.text.includes("<script>alert"));
  }));
