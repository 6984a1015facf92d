import assert from "node:assert/strict";
import { bundleArtefact } from "../../../live/promotion/bundle.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import { root } from "../fixtures.ts";

const SMA = `${root}research/strategies/sma_cross.ts`;
const params = { fast: 10, slow: 30 };

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** A strategy file with one line before it. */
function strategyWith(line: string): string {
  return `${line}
import { strategy } from "tapeout";
export default strategy("mine", {}, (_, m) => ({ onBar() { m.exit(String(globalThis.x)); } }));
`;
}

async function copyRepository(to: string): Promise<void> {
  for (const folder of ["data", "research", "live"]) {
    const args = ["-r", `${root}${folder}`, to];
    assert.ok((await new Deno.Command("cp", { args }).output()).success);
  }
  Deno.copyFileSync(`${root}deno.json`, `${to}/deno.json`);
  Deno.copyFileSync(`${root}deno.lock`, `${to}/deno.lock`);
}

/** Bundles with the code of another copy of the repository, in a process of its own. */
async function bundleIn(dir: string): Promise<string> {
  const code = `
    import { bundleArtefact } from "file://${dir}/live/promotion/bundle.ts";
    const file = "${dir}/research/strategies/sma_cross.ts";
    const bytes = await bundleArtefact({ file, params: ${JSON.stringify(params)} });
    console.log(new TextDecoder().decode(bytes));`;
  Deno.writeTextFileSync(`${dir}/bundle_it.ts`, code);
  const { code: status, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", "--no-lock", "-c", `${dir}/deno.json`, `${dir}/bundle_it.ts`],
    cwd: "/",
  }).output();
  assert.equal(status, 0, text(stderr));
  return text(stdout).slice(0, -1);
}

Deno.test("bundleArtefact gives the same bytes from any directory and with any file times", () =>
  inTempDir(async (dir) => {
    const own = text(await bundleArtefact({ file: SMA, params }));
    const copies = [`${dir}/a`, `${dir}/a very/different place`];
    for (const [i, copy] of copies.entries()) {
      Deno.mkdirSync(copy, { recursive: true });
      await copyRepository(copy);
      const then = new Date(2001, i, 1);
      Deno.utimeSync(`${copy}/research/engine/blotter.ts`, then, then);
      assert.equal(await bundleIn(copy), own);
    }
    assert.ok(!own.includes(root), "a path is in the bytes");
  }));

Deno.test("bundleArtefact leaves no import and no path in the bytes", async () => {
  for (const name of ["sma_cross", "donchian_breakout", "rsi_mean_reversion", "buy_and_hold"]) {
    const file = `${root}research/strategies/${name}.ts`;
    const code = text(await bundleArtefact({ file, params: {} }));
    assert.doesNotMatch(code, /\bimport\b/);
    assert.doesNotMatch(code, /\bfrom\s*["']/);
    assert.doesNotMatch(code, /file:|\/tmp\//);
  }
});

Deno.test("bundleArtefact makes the parameters part of the bytes, whatever their order", async () => {
  const a = text(await bundleArtefact({ file: SMA, params }));
  const b = text(await bundleArtefact({ file: SMA, params: { slow: 30, fast: 10 } }));
  const c = text(await bundleArtefact({ file: SMA, params: { fast: 11, slow: 30 } }));
  assert.equal(a, b);
  assert.notEqual(a, c);
});

Deno.test("bundleArtefact takes files beside a strategy, below it too", () =>
  inTempDir(async (dir) => {
    Deno.mkdirSync(`${dir}/parts`);
    Deno.writeTextFileSync(`${dir}/parts/threshold.ts`, "export const threshold = 0.125;\n");
    const file = `${dir}/mine.ts`;
    const line = 'import { threshold } from "./parts/threshold.ts"; globalThis.x = threshold;';
    Deno.writeTextFileSync(file, strategyWith(line));
    assert.match(text(await bundleArtefact({ file, params: {} })), /\.125/);
  }));

Deno.test("bundleArtefact refuses whatever a strategy imports from elsewhere", () =>
  inTempDir(async (dir) => {
    Deno.mkdirSync(`${dir}/own`);
    Deno.writeTextFileSync(`${dir}/outside.ts`, "export const secret = 1;\n");
    Deno.writeTextFileSync(`${dir}/own/notes.json`, '{"secret":1}');
    Deno.writeTextFileSync(`${dir}/own/notes.txt`, "secret");
    const file = `${dir}/own/mine.ts`;
    let hits = 0;
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => {
      hits++;
      return new Response("export default 1", { headers: { "content-type": "text/javascript" } });
    });
    const here = `http://127.0.0.1:${server.addr.port}/x.ts`;
    const lines: [line: string, says: string][] = [
      ['import z from "npm:zod"; globalThis.x = z;', "npm:"],
      ['import x from "jsr:@std/assert"; globalThis.x = x;', "@std/assert"],
      ['import fs from "node:fs"; globalThis.x = fs;', "node:fs"],
      [
        'import x from "https://example.invalid/x.ts"; globalThis.x = x;',
        "https://example.invalid",
      ],
      [`import x from "${here}"; globalThis.x = x;`, here],
      ['import x from "/etc/passwd" with { type: "text" }; globalThis.x = x;', "/etc/passwd"],
      [
        'import x from "file:///etc/hostname" with { type: "bytes" }; globalThis.x = x;',
        "hostname",
      ],
      ['import x from "./notes.json" with { type: "json" }; globalThis.x = x;', "notes.json"],
      ['import x from "./notes.txt" with { type: "text" }; globalThis.x = x;', "notes.txt"],
      ['import { secret } from "../outside.ts"; globalThis.x = secret;', "outside.ts"],
      ['export * from "../outside.ts";', "outside.ts"],
      ['globalThis.x = await import("../outside.ts");', "outside.ts"],
      ['import x from "data:text/javascript,export default 1"; globalThis.x = x;', "data:"],
      ['import x from "./missing.ts"; globalThis.x = x;', "missing.ts"],
      ['import x from "zod"; globalThis.x = x;', "zod"],
      [`import x from "${root}live/runner/session.ts"; globalThis.x = x;`, "/live/"],
    ];
    for (const [line, says] of lines) {
      Deno.writeTextFileSync(file, strategyWith(line));
      await refuses(() => bundleArtefact({ file, params: {} }), "Cannot bundle", "mine.ts", says);
    }
    await server.shutdown();
    assert.equal(hits, 0, "promotion fetched what a strategy names");
  }));

Deno.test("bundleArtefact refuses a file that is no TypeScript, and says the line", () =>
  inTempDir(async (dir) => {
    const file = `${dir}/mine.ts`;
    Deno.writeTextFileSync(file, "export default strategy(;\n");
    await refuses(() => bundleArtefact({ file, params: {} }), "Cannot bundle", "mine.ts");
  }));
