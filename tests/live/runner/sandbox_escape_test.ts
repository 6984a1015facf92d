import assert from "node:assert/strict";
import { Sandbox } from "../../../live/runner/sandbox.ts";
import { inTempDir, snapshot } from "../../data/helpers.ts";
import { reporting, reportOf, sandboxChildren, start } from "./sandbox_fixtures.ts";

const SECRET = "canary-5f1c9a";

/** Each is the body of an async function; all must throw, or return what is not the secret. */
const reads: Readonly<Record<string, string>> = {
  "Deno.readTextFile": `return await Deno.readTextFile(SECRET_FILE)`,
  "Deno.readFileSync": `return new TextDecoder().decode(Deno.readFileSync(SECRET_FILE))`,
  "Deno.open": `return (await Deno.open(SECRET_FILE)).readSync(new Uint8Array(99))`,
  "Deno.readDir": `for await (const each of Deno.readDir(FOLDER)) return each.name`,
  "Deno.stat": `return (await Deno.stat(SECRET_FILE)).size`,
  "node:fs": `return (await import("node:fs")).readFileSync(SECRET_FILE, "utf8")`,
  "process.getBuiltinModule":
    `return process.getBuiltinModule("fs").readFileSync(SECRET_FILE, "utf8")`,
  "fetch of a file URL": `return await (await fetch("file://" + SECRET_FILE)).text()`,
  "import as text": `return (await import(SECRET_URL, { with: { type: "text" } })).default`,
  "import as JSON":
    `return JSON.stringify((await import(JSON_URL, { with: { type: "json" } })).default)`,
  "import of a local module": `return (await import(MODULE_URL)).default`,
  "import from a nested blob": `
    const code = 'export { default } from "' + MODULE_URL + '"';
    const type = "text/javascript";
    return (await import(URL.createObjectURL(new Blob([code], { type })))).default`,
  "import from a data URL": `
    const code = 'export { default } from "' + MODULE_URL + '"';
    return (await import("data:text/javascript," + encodeURIComponent(code))).default`,
  "require": `const { createRequire } = await import("node:module");
    return createRequire("file:///x.js")(JSON_FILE)`,
  "/proc/self/environ": `return await Deno.readTextFile("/proc/self/environ")`,
  "Deno.env": `return JSON.stringify(Deno.env.toObject())`,
  "Deno.env.get": `return Deno.env.get("TAPEOUT_CANARY")`,
  "process.env": `return "env " + process.env.TAPEOUT_CANARY + JSON.stringify(process.env)`,
  "another descriptor": `
    const fs = await import("node:fs");
    for (let fd = 3; fd < 64; fd++) {
      try {
        const bytes = new Uint8Array(4096);
        return "fd " + fd + new TextDecoder().decode(bytes.subarray(0, fs.readSync(fd, bytes, 0, 4096, 0)));
      } catch { /* Not open. */ }
    }
    throw new Error("no descriptor is readable")`,
  "Deno.permissions.request": `
    const { state } = await Deno.permissions.request({ name: "read" });
    if (state !== "granted") throw new Error(state);
    return "granted"`,
  "a worker with permissions": `
    const code = "postMessage(Deno.readTextFileSync(" + JSON.stringify(SECRET_FILE) + "))";
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    for (const permissions of [undefined, "inherit", { read: true }]) {
      const worker = new Worker(url, { type: "module", ...(permissions && { deno: { permissions } }) });
      const said = await new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = (event) => { event.preventDefault(); resolve(null); };
        setTimeout(resolve, 500, null);
      });
      worker.terminate();
      if (said !== null) return said;
    }
    throw new Error("no worker could read")`,
};

const writes: Readonly<Record<string, string>> = {
  "Deno.writeTextFile": `await Deno.writeTextFile(FOLDER + "/new", "x")`,
  "Deno.remove": `await Deno.remove(SECRET_FILE)`,
  "Deno.makeTempDir": `await Deno.makeTempDir()`,
  "node:fs writing": `(await import("node:fs")).writeFileSync(FOLDER + "/new", "x")`,
  "node:sqlite": `
    const { DatabaseSync } = await import("node:sqlite");
    new DatabaseSync(FOLDER + "/new.sqlite").exec("CREATE TABLE t (x)")`,
  "localStorage": `localStorage.setItem("a", "b")`,
  "caches": `await caches.open("v1")`,
  "Deno.Command": `await new Deno.Command("/bin/true").output()`,
  "Deno.Command of itself":
    `await new Deno.Command(Deno.execPath(), { args: ["eval", "1"] }).output()`,
  "node:child_process": `(await import("node:child_process")).execSync("/bin/true")`,
  "Deno.kill of the runner": `Deno.kill(process.ppid, "SIGCONT")`,
  "Deno.dlopen": `Deno.dlopen("libc.so.6", { getpid: { parameters: [], result: "i32" } })`,
  "Deno.chdir": `Deno.chdir(FOLDER)`,
};

function bound(body: string, dir: string): string {
  const constants = {
    FOLDER: dir,
    SECRET_FILE: `${dir}/secret.txt`,
    JSON_FILE: `${dir}/secret.json`,
    SECRET_URL: `file://${dir}/secret.txt`,
    JSON_URL: `file://${dir}/secret.json`,
    MODULE_URL: `file://${dir}/secret.ts`,
  };
  // Names become literals: Deno resolves literal imports by another way than computed ones.
  return body.replace(
    /\b[A-Z]+_?(FILE|URL|FOLDER)\b|\bFOLDER\b/g,
    (name) => JSON.stringify(constants[name as keyof typeof constants]),
  );
}

function inSecretDir(action: (dir: string) => Promise<void>): Promise<void> {
  return inTempDir(async (dir) => {
    Deno.writeTextFileSync(`${dir}/secret.txt`, SECRET);
    Deno.writeTextFileSync(`${dir}/secret.json`, JSON.stringify({ secret: SECRET }));
    Deno.writeTextFileSync(`${dir}/secret.ts`, `export default "${SECRET}";\n`);
    Deno.env.set("TAPEOUT_CANARY", SECRET);
    try {
      await action(dir);
    } finally {
      Deno.env.delete("TAPEOUT_CANARY");
    }
    assert.deepEqual(sandboxChildren(), []);
  });
}

Deno.test("Sandbox lets a strategy read no file, no environment and no descriptor", () =>
  inSecretDir(async (dir) => {
    for (const [name, body] of Object.entries(reads)) {
      const said = await reportOf(bound(body, dir));
      assert.match(said, /^threw /, `${name} ${said}`);
      assert.ok(!said.includes(SECRET), `${name} ${said}`);
    }
  }));

Deno.test("Sandbox lets a strategy write nothing, start nothing and signal nothing", () =>
  inSecretDir(async (dir) => {
    const before = snapshot(dir);
    for (const [name, body] of Object.entries(writes)) {
      const said = await reportOf(bound(body, dir));
      assert.match(said, /^threw /, `${name} ${said}`);
    }
    assert.deepEqual(snapshot(dir), before);
  }));

Deno.test("Sandbox refuses an artefact that imports a file, a package or a server's module", () =>
  inSecretDir(async (dir) => {
    const imports = [
      `import secret from "file://${dir}/secret.txt" with { type: "text" };`,
      `import secret from "file://${dir}/secret.json" with { type: "json" };`,
      `import secret from "file://${dir}/secret.ts";`,
      `import secret from "npm:zod";`,
      `import secret from "http://127.0.0.1:9/x.js";`,
      `import secret from "https://127.0.0.1:9/x.js";`,
      `import secret from "tapeout";`,
      `export * from "/etc/passwd";`,
    ];
    for (const line of imports) {
      const code = `${line}\n${reporting("return secret")}`;
      await assert.rejects(
        Sandbox.start(code, start),
        (error: Error) => {
          assert.match(error.message, /^Cannot load the artefact: /, line);
          assert.ok(!error.message.includes(SECRET));
          return true;
        },
      );
    }
  }));

Deno.test({
  name: "Sandbox gives its process no environment, bounded memory and a folder that says nothing",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    inSecretDir(async () => {
      const sandbox = await Sandbox.start(reporting("return 1"), start);
      const [pid] = sandboxChildren();
      const environment = Deno.readTextFileSync(`/proc/${pid}/environ`).split("\0");
      assert.deepEqual(environment.filter((each) => !/^(DENO_DIR|NO_COLOR)=|^$/.test(each)), []);
      assert.match(Deno.readTextFileSync(`/proc/${pid}/limits`), /^Max data size +1073741824 /m);
      assert.equal(Deno.readLinkSync(`/proc/${pid}/cwd`), "/");
      await sandbox.kill();
    }),
});
