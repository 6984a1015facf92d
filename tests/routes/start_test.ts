import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inDataDir } from "./fixtures.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The dashboard as its task runs it: with the task's permissions and no more. */
function start(...args: string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-P=start", "server.ts", ...args],
    cwd: root,
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  });
}

Deno.test("start answers at the address that it prints, and ends cleanly when interrupted", () =>
  inDataDir(async (dataDir) => {
    const server = start("--port", "0", "--data-dir", dataDir).spawn();
    const output = server.stdout.getReader();
    const text = new TextDecoder().decode((await output.read()).value);
    const url = /Dashboard: (http:\/\/127\.0\.0\.1:\d+)/.exec(text)![1]!;
    for (const path of ["/", "/runs", "/live", "/notebooks", "/api/runs"]) {
      const response = await fetch(url + path);
      assert.equal(response.status, 200, path);
      await response.text();
    }
    server.kill("SIGINT");
    output.releaseLock();
    await Promise.all([server.stdout.cancel(), server.stderr.cancel()]);
    assert.equal((await server.status).code, 0);
  }));

Deno.test("start on a busy port names it and the way out, in one sentence", () =>
  inDataDir(async (dataDir) => {
    const busy = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { code, stderr } = await start("--port", String(busy.addr.port), "--data-dir", dataDir)
      .output();
    busy.close();
    assert.equal(code, 1);
    assert.match(
      new TextDecoder().decode(stderr),
      new RegExp(`^error: Cannot open .* listens on port ${busy.addr.port}; .*--port \\d+\n$`),
    );
  }));

Deno.test("start refuses to be reached from elsewhere, and what is no port", async () => {
  for (
    const [args, says] of [
      [["--host", "0.0.0.0"], /this machine only/],
      [["--host", "::"], /this machine only/],
      [["--host", "192.168.0.10"], /SSH tunnel/],
      [["--port", "http"], /not a port/],
      [["--port", "70000"], /not a port/],
      [["--prot", "8000"], /Did you mean --port/],
    ] as const
  ) {
    const { code, stderr } = await start(...args).output();
    assert.notEqual(code, 0, args.join(" "));
    assert.match(new TextDecoder().decode(stderr), says);
  }
});
