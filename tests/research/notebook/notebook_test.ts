import assert from "node:assert/strict";
import { inTempDir } from "../../data/helpers.ts";
import { root, runCommand } from "./helpers.ts";

Deno.test("notebook opens JupyterLab on loopback with our kernel, and leaves HOME alone", async () => {
  await inTempDir(async (home) => {
    const port = freePort();
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-q", "-P=notebook", "research/commands/notebook.ts"],
        ...["--no-browser", "--port", String(port), "--data-dir", `${home}/data`],
        ...["--", "--IdentityProvider.token=secret"],
      ],
      cwd: root,
      env: { HOME: `${home}/empty`, XDG_CACHE_HOME: `${home}/empty`, DENO_DIR: denoDir() },
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const said = new Response(child.stderr).text();
    Deno.mkdirSync(`${home}/empty`);
    try {
      const api = `http://127.0.0.1:${port}/api`;
      const headers = { authorization: "token secret" };
      const specs = await answer(`${api}/kernelspecs`, { headers });
      assert.deepEqual([specs.default, ...Object.keys(specs.kernelspecs)], ["tapeout", "tapeout"]);
      assert.equal(specs.kernelspecs.tapeout.spec.argv[0], Deno.execPath());
      const folder = await answer(`${api}/contents/notebooks`, { headers });
      assert.ok(folder.content.some(({ name }: { name: string }) => name === "quick_start.ipynb"));
      assert.equal((await fetch(`${api}/contents`)).status, 403);

      const busy = await runCommand("notebook", ["--no-browser", "--port", String(port)]);
      assert.equal(busy.code, 1);
      assert.equal(
        busy.stderr,
        `error: Cannot open JupyterLab on port ${port}: it is in use; pass another --port or none\n`,
      );
    } finally {
      child.kill("SIGTERM");
      await child.status;
      await said;
    }
    assert.deepEqual([...Deno.readDirSync(`${home}/empty`)].map(({ name }) => name), []);
  });
});

Deno.test("notebook refuses a wrong port and a file that is no notebook", async () => {
  const port = await runCommand("notebook", ["--port", "70000"]);
  assert.equal(port.code, 2);
  assert.match(port.stderr, /'70000' is invalid\. it is not a port/);
  const file = await runCommand("notebook", ["no_such.ipynb"]);
  assert.equal(file.code, 1);
  assert.match(file.stderr, /^error: No notebook ".*no_such\.ipynb"; check the path\n$/m);
});

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

function denoDir(): string {
  return Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME")}/.cache/deno`;
}

/** The server's answer once it is there; its installation and start take a while. */
// deno-lint-ignore no-explicit-any -- The answer is Jupyter's.
async function answer(url: string, init: RequestInit): Promise<any> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const response = await fetch(url, init).catch(() => null);
    if (response?.ok) return await response.json();
    await response?.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`No answer from ${url}`);
}
