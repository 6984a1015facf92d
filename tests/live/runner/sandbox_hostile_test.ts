import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { Sandbox, type SandboxDeadlines, SandboxError } from "../../../live/runner/sandbox.ts";
import { isRunning, rowOf, sandboxChildren, start } from "./sandbox_fixtures.ts";

const deadlines = { startMs: 20_000, rowMs: 5_000 };
const soon = { startMs: 1_500, rowMs: 700 };
const answering = `export default { open: () => ({ row }) => ({ row, decisions: [] }) };`;

/** An artefact whose answer to each row is the body of a function of the message. */
function stepping(body: string, before = ""): string {
  return `${before}
    const line = (text) => Deno.stdout.writeSync(new TextEncoder().encode(text));
    export default { open: () => (message) => { const { row } = message; ${body} } };`;
}

async function failureOf(code: string, deadlines: SandboxDeadlines): Promise<string> {
  try {
    const sandbox = await Sandbox.start(code, start, deadlines);
    await sandbox.step(rowOf(0));
    await sandbox.kill();
  } catch (error) {
    assert.ok(error instanceof SandboxError, `expected a SandboxError, got ${error}`);
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(error.message, /[\x00-\x1f]|\.$/);
    assert.ok(error.message.length < 600, "the reason is too long to read");
    assert.deepEqual(sandboxChildren(), [], "its process outlives it");
    return error.message;
  }
  assert.fail("it did not fail");
}

const loading: [name: string, code: string, reason: RegExp][] = [
  ["an endless loop at load", "for (;;);", /no answer within 1.5 s/],
  [
    "a wait without end at load",
    "await new Promise((r) => setTimeout(r, 1e9));",
    /no answer within/,
  ],
  ["an exit at load", "Deno.exit(0);", /its process ended/],
  ["a throw at load", 'throw new Error("not today");', /not today/],
  ["a syntax error", "const = 1;", /SyntaxError/],
  ["no default export", "export const x = 1;", /TypeError|undefined/],
  ["an artefact of nothing", "", /TypeError|undefined/],
  [
    "text before the first answer",
    `console.table; Deno.stdout.writeSync(new TextEncoder().encode("hi\\n"));`,
    /wrote "hi" out of turn/,
  ],
  [
    "a flood without a line feed",
    `
    const bytes = new Uint8Array(65536).fill(65);
    for (;;) Deno.stdout.writeSync(bytes);`,
    /a line is longer/,
  ],
  [
    "a flood of lines",
    `
    const bytes = new TextEncoder().encode("x\\n".repeat(32768));
    for (;;) Deno.stdout.writeSync(bytes);`,
    /wrote "x" out of turn/,
  ],
];

const stepwise: [name: string, code: string, reason: RegExp][] = [
  ["an endless loop in a row", stepping("for (;;);"), /failed at bar 0 .*no answer within 0.7 s/],
  [
    "a throw",
    stepping('throw new Error("no\\x07\\nmore")'),
    /at bar 0 \(1970-01-01T00:00:00.000Z\): no more/,
  ],
  ["an exit", stepping("Deno.exit(0)"), /its process ended/],
  ["an answer to another row", stepping("return { row: row + 1, decisions: [] }"), /out of turn/],
  ["no answer", stepping("return undefined"), /out of turn/],
  [
    "an answer that is no JSON",
    stepping('line("{row:0}\\n"); return { row, decisions: [] }'),
    /out of turn/,
  ],
  [
    "an answer with more fields",
    stepping("return { row, decisions: [], ready: true }"),
    /out of turn/,
  ],
  ["decisions that are no list", stepping("return { row, decisions: {} }"), /out of turn/],
  ["decisions that are not text", stepping("return { row, decisions: [[1, 2]] }"), /out of turn/],
  [
    "a row that is no whole number",
    stepping("return { row: row + 1e-9, decisions: [] }"),
    /out of turn/,
  ],
  [
    "a decision of a megabyte",
    stepping('return { row, decisions: [["x".repeat(9e5), ""]] }'),
    /out of turn/,
  ],
  [
    "a line of many megabytes",
    stepping('return { row, decisions: [["x".repeat(2e7), ""]] }'),
    /a line is longer/,
  ],
  [
    "thousands of decisions",
    stepping('return { row, decisions: Array(5000).fill(["a", "b"]) }'),
    /out of turn/,
  ],
  [
    "a prototype for an answer",
    stepping(`line('{"__proto__":{"row":0},"decisions":[]}\\n'); for (;;);`),
    /out of turn/,
  ],
  ["an error of its own making", stepping(`line('{"error":"ruined"}\\n'); for (;;);`), /ruined/],
  ["terminal control codes", stepping(`line('\\x1b[2J\\x1b[31m\\n'); for (;;);`), /out of turn/],
  [
    "a flood in a row",
    stepping(`const b = new Uint8Array(65536).fill(65); for (;;) Deno.stdout.writeSync(b)`),
    /a line is longer/,
  ],
  [
    "a memory bomb of objects",
    stepping(`const all = []; for (;;) all.push({ all: [all.length] })`),
    /memory|process ended|no answer/,
  ],
  [
    "a memory bomb of buffers",
    stepping(`const all = []; for (;;) all.push(new Uint8Array(1e8).fill(1))`),
    /memory|allocation|process ended|no answer/,
  ],
  [
    "a memory bomb of text",
    stepping(`let s = "x"; for (;;) s = (s + s).replace("xx", "xy")`),
    /memory|length|process ended|no answer/,
  ],
];

for (const [name, code, reason] of [...loading, ...stepwise]) {
  Deno.test(`Sandbox ends on ${name}, and says so`, async () => {
    const waits = reason.source.includes("no answer within");
    assert.match(await failureOf(code, waits ? soon : deadlines), reason);
  });
}

Deno.test("Sandbox drains a flood on standard error and keeps what is printed off the protocol", async () => {
  const chatty = stepping(`
    for (let i = 0; i < 200; i++) console.error("e".repeat(10_000));
    console.log('{"row":7,"decisions":[]}');
    console.info("i"); console.debug("d"); console.warn("w"); console.table([1]);
    return { row, decisions: [] };`);
  const sandbox = await Sandbox.start(chatty, start, deadlines);
  for (let row = 0; row < 3; row++) {
    assert.deepEqual(await sandbox.step(rowOf(row)), { row, decisions: [] });
  }
  await sandbox.kill();
  assert.deepEqual(sandboxChildren(), []);
});

Deno.test("Sandbox.kill ends a strategy that ignores every signal it can", async () => {
  const deaf = stepping(
    "return { row, decisions: [] }",
    `
    for (const name of ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGPIPE"]) {
      try { Deno.addSignalListener(name, () => {}); } catch { /* Not allowed. */ }
    }
    setInterval(() => {}, 1);`,
  );
  const sandbox = await Sandbox.start(deaf, start, deadlines);
  assert.deepEqual(await sandbox.step(rowOf(0)), { row: 0, decisions: [] });
  await sandbox.kill();
  await sandbox.kill();
  assert.deepEqual(sandboxChildren(), []);
  await assert.rejects(sandbox.step(rowOf(1)), SandboxError);
});

Deno.test("Sandbox does not wait for a strategy that answers in advance and never reads", async () => {
  const prophet = `
    const bytes = (text) => new TextEncoder().encode(text);
    Deno.stdout.writeSync(bytes('{"ready":true}\\n'));
    for (let row = 0; row < 4000; row++) {
      Deno.stdout.writeSync(bytes('{"row":' + row + ',"decisions":[]}\\n'));
    }
    for (;;);`;
  const sandbox = await Sandbox.start(prophet, start, { ...deadlines, rowMs: 700 });
  const rows = Array.from({ length: 4000 }, (_, row) => rowOf(row));
  await assert.rejects(Array.fromAsync(sandbox.stepAll(rows)), SandboxError);
  assert.deepEqual(sandboxChildren(), []);
});

Deno.test("Sandbox runs two strategies apart: nothing that one leaves reaches the other", async () => {
  const leaving = stepping(`
    globalThis.seen = (globalThis.seen ?? 0) + 1;
    Array.prototype.map = null;
    return { row, decisions: [[String(globalThis.seen), ""]] }`);
  const [a, b] = await Promise.all([1, 2].map(() => Sandbox.start(leaving, start, deadlines)));
  assert.equal((await a!.step(rowOf(0))).decisions[0]![0], "1");
  assert.equal((await b!.step(rowOf(0))).decisions[0]![0], "1");
  await Promise.all([a!.kill(), b!.kill()]);
});

Deno.test("Sandbox answers a well-behaved artefact row by row", async () => {
  const sandbox = await Sandbox.start(answering, start);
  const replies = await Array.fromAsync(sandbox.stepAll([rowOf(0), rowOf(1)]));
  assert.deepEqual(replies.map(({ row }) => row), [0, 1]);
  await sandbox.kill();
});

Deno.test("Sandbox leaves no looping strategy behind when its runner is killed", async () => {
  const runner = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", fileURLToPath(new URL("./looping_process.ts", import.meta.url))],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = runner.stdout.getReader();
  await reader.read();
  const [child] = sandboxChildren(runner.pid);
  assert.ok(child !== undefined);
  runner.kill("SIGKILL");
  await runner.status;
  await reader.cancel();
  for (let waited = 0; waited < 2_000 && isRunning(child); waited += 20) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal(isRunning(child), false);
});
