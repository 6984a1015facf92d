import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Commands that serve until they are stopped, and what they print once they do. */
const SERVERS: Readonly<Record<string, { args: string[]; ready: RegExp }>> = {
  "deno task notebook": { args: ["--no-browser"], ready: /http:\/\/(127\.0\.0\.1|localhost):\d+/ },
  "deno task start": { args: ["--port", "0"], ready: /http:\/\/127\.0\.0\.1:\d+/ },
};

/** Commands that other tests or this run itself stand for: running them here would never end. */
const SELF = ["deno task ok", "deno task test", "deno task bench"];

Deno.test("README: every command of a shell block works, in order, in one data directory", async (t) => {
  const folder = await Deno.makeTempDir({ prefix: "tapeout-readme-" });
  await Deno.writeTextFile(
    join(folder, "my_bars.csv"),
    "date,open,high,low,close,volume\n2024-01-01T00:00:00Z,100,101,99,100.5,12\n" +
      "2024-01-01T01:00:00Z,100.5,102,100,101,9\n",
  );
  const env = { TAPEOUT_DATA_DIR: join(folder, "data"), INIT_CWD: folder, NO_COLOR: "1" };
  try {
    for (const command of readmeCommands()) {
      if (SELF.includes(command)) continue;
      await t.step(command, async () => {
        const server = SERVERS[command];
        const words = command.replace("npx -y deno@2.9.6", "deno").split(
          /\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/,
        )
          .map((word) => word.replace(/^"|"$/g, ""));
        assert.deepEqual(words.slice(0, 2), ["deno", "task"], `${command} is a task`);
        const args = ["task", "--config", join(root, "deno.json"), ...words.slice(2)];
        const options = { args: [...args, ...(server?.args ?? [])], cwd: folder, env };
        if (server) await serves(options, server.ready);
        else {
          const { code, stderr } = await new Deno.Command(Deno.execPath(), options).output();
          assert.equal(code, 0, new TextDecoder().decode(stderr));
        }
      });
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("README: its sma_cross is the one that ships", () => {
  const readme = Deno.readTextFileSync(join(root, "README.md"));
  const shown = /```ts\n(export default strategy\([\s\S]*?)```/.exec(readme)?.[1];
  assert.ok(shown, "the README shows the strategy");
  assert.ok(Deno.readTextFileSync(join(root, "research/strategies/sma_cross.ts")).includes(shown));
});

function readmeCommands(): string[] {
  const readme = Deno.readTextFileSync(join(root, "README.md"));
  return [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) =>
    block!.trim().split("\n").map((line) => line.trim())
  );
}

async function serves(options: Deno.CommandOptions, ready: RegExp): Promise<void> {
  const child = new Deno.Command(Deno.execPath(), {
    ...options,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let text = "";
  const collect = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
  };
  const done = Promise.all([collect(child.stdout), collect(child.stderr)]);
  const deadline = Date.now() + 300_000;
  while (!ready.test(text) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // deno task passes it on; an interrupt it leaves to the terminal, which sends it to all.
  child.kill("SIGTERM");
  await child.status;
  await done;
  assert.match(text, ready);
}
