import assert from "node:assert/strict";
import { Command } from "commander";
import { runCommand } from "../../data/cli.ts";
import { dataDirOption, fromOption, toOption } from "../../data/cli_options.ts";
import { defaultDataDir, repositoryDataDir } from "../../data/data_dir.ts";
import { UserError } from "../../data/user_error.ts";

/** Run a command that may throw, and tell its options, exit status and standard error. */
async function run(args: string[], failure?: Error) {
  let options: Record<string, unknown> = {};
  const program = new Command("test").addOption(fromOption()).addOption(toOption())
    .addOption(dataDirOption()).action((given) => {
      options = given;
      if (failure !== undefined) throw failure;
    });
  const errors: string[] = [];
  const write = console.error;
  console.error = (text: string) => errors.push(text);
  try {
    await runCommand(program, args);
    return { options, errors, code: Deno.exitCode };
  } finally {
    console.error = write;
    Deno.exitCode = 0;
  }
}

Deno.test("runCommand exits 1 with one line for a user's mistake", async () => {
  const { code, errors } = await run([], new UserError("Cannot do\n  that"));
  assert.deepEqual([code, errors], [1, ["error: Cannot do that"]]);
});

Deno.test("runCommand takes a full disk for no bug of ours", async () => {
  const full = Object.assign(new Error("No space left on device"), { code: "ENOSPC" });
  assert.deepEqual((await run([], full)).errors, ["error: No space left on device"]);
});

Deno.test("runCommand lets a bug keep its stack trace", async () => {
  await assert.rejects(run([], new TypeError("x is undefined")), TypeError);
});

Deno.test("runCommand exits 2 for a flag it does not know, a bad value or a word too many", async () => {
  for (const args of [["--fom", "2024-01-01"], ["--from", "today"], ["--data-dir", ""], ["x"]]) {
    const { code, errors } = await run(args);
    assert.equal(code, 2, args.join(" "));
    assert.equal(errors.length, 1);
  }
  assert.match((await run(["--fom", "x"])).errors[0]!, /Did you mean --from\?/);
  assert.match((await run(["--from", "2023-02-30"])).errors[0]!, /'2023-02-30'.*not a date/);
});

Deno.test("the shared options parse times as UTC and find the data directory", async () => {
  const { options } = await run(["--from", "2023-01-01", "--to", "2023-01-02T00:00+02:00"]);
  assert.deepEqual(options, {
    from: Date.UTC(2023, 0, 1),
    to: Date.UTC(2023, 0, 1, 22),
    dataDir: repositoryDataDir,
  });
  assert.equal((await run(["--data-dir", "/tmp/../tmp/x"])).options["dataDir"], "/tmp/x");
});

Deno.test("TAPEOUT_DATA_DIR names the data directory, unless it is empty or a flag does", async () => {
  const before = Deno.env.get("TAPEOUT_DATA_DIR");
  const dataDir = async (...args: string[]) => (await run(args)).options["dataDir"];
  try {
    Deno.env.set("TAPEOUT_DATA_DIR", "/tmp/../tmp/y");
    assert.equal(await dataDir(), "/tmp/y");
    assert.equal(await dataDir("--data-dir", "/tmp/x"), "/tmp/x");
    Deno.env.set("TAPEOUT_DATA_DIR", "");
    assert.equal(await dataDir(), repositoryDataDir);
    assert.equal(defaultDataDir(), repositoryDataDir);
  } finally {
    if (before === undefined) Deno.env.delete("TAPEOUT_DATA_DIR");
    else Deno.env.set("TAPEOUT_DATA_DIR", before);
  }
});
