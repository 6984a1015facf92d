import assert from "node:assert/strict";
import { Sandbox, SandboxError } from "../../../live/runner/sandbox.ts";
import { reporting, reportOf, sandboxChildren, start } from "./sandbox_fixtures.ts";

/** Each is the body of an async function that calls a server of ours at `host:port`. */
function attempts(host: string, port: number): Record<string, string> {
  const url = `http://${host}:${port}/`;
  const settled = (what: string) => `
    await new Promise((resolve, reject) => {
      const socket = ${what};
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error("refused"));
    });`;
  return {
    "fetch": `await fetch("${url}")`,
    "fetch of a POST": `await fetch("${url}", { method: "POST", body: "canary" })`,
    "WebSocket": settled(`new WebSocket("ws://${host}:${port}/")`),
    "EventSource": settled(`new EventSource("${url}")`),
    "Deno.connect": `await Deno.connect({ hostname: "${host}", port: ${port} })`,
    "Deno.resolveDns": `await Deno.resolveDns("localhost", "A")`,
    "Deno.listen": `Deno.listen({ port: 0 })`,
    "Deno.listen on a socket": `Deno.listen({ transport: "unix", path: "/tmp/tapeout.sock" })`,
    "node:net": `
      const net = await import("node:net");
      await new Promise((resolve, reject) =>
        net.connect(${port}, "${host}").on("connect", resolve).on("error", reject))`,
    "node:http": `
      const http = await import("node:http");
      await new Promise((resolve, reject) => http.get("${url}", resolve).on("error", reject))`,
    "node:dgram": `
      const socket = (await import("node:dgram")).createSocket("udp4");
      await new Promise((resolve, reject) =>
        socket.send("x", ${port}, "${host}", (error) => error ? reject(error) : resolve()))`,
    "literal import": `await import("${url}x.js")`,
    "import by a computed name": `await import("${url}" + ["x.js"].join(""))`,
    "WebAssembly.instantiateStreaming":
      `await WebAssembly.instantiateStreaming(fetch("${url}x.wasm"))`,
    "navigator.sendBeacon": `navigator.sendBeacon("${url}", "x")`,
  };
}

Deno.test("Sandbox lets a strategy reach no server, not even on this machine", async () => {
  let hits = 0;
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => {
    hits++;
    return new Response("export default 1", { headers: { "content-type": "text/javascript" } });
  });
  try {
    const { port } = server.addr;
    assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), "export default 1");
    assert.equal(hits, 1);
    for (const [name, body] of Object.entries(attempts("127.0.0.1", port))) {
      assert.match(await reportOf(body), /^threw /, name);
    }
    const statically = `import x from "http://127.0.0.1:${port}/x.js";\n${reporting("return x")}`;
    await assert.rejects(Sandbox.start(statically, start), SandboxError);
    assert.equal(hits, 1);
  } finally {
    await server.shutdown();
  }
  assert.deepEqual(sandboxChildren(), []);
});
