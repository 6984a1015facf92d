import assert from "node:assert/strict";
import { listRegistry, openArtefact } from "../../../live/promotion/registry.ts";
import { openKeys } from "../../../live/promotion/signature.ts";
import { replay } from "../../../live/runner/replay.ts";
import { sandboxChildren } from "../runner/sandbox_fixtures.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import { deploymentOf, live, runTask, withPromoted, writeDeployments } from "../fixtures.ts";

function flip(file: string, at: number): void {
  const bytes = Deno.readFileSync(file);
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  Deno.writeFileSync(file, bytes);
}

const damages: [name: string, damage: (path: string) => void, reason: RegExp][] = [
  [
    "a flipped byte in the artefact",
    (path) => flip(`${path}/artefact.js`, 5_000),
    /its bytes have changed: their SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}/,
  ],
  ["a flipped first byte", (path) => flip(`${path}/artefact.js`, 0), /its bytes have changed/],
  ["a flipped last byte", (path) => flip(`${path}/artefact.js`, -1), /its bytes have changed/],
  [
    "one byte more",
    (path) => Deno.writeTextFileSync(`${path}/artefact.js`, " ", { append: true }),
    /its bytes have changed/,
  ],
  [
    "an empty artefact",
    (path) => Deno.writeTextFileSync(`${path}/artefact.js`, ""),
    /its bytes have changed/,
  ],
  [
    "a flipped byte in the manifest",
    (path) => flip(`${path}/manifest.json`, 40),
    /signature|cannot be read/,
  ],
  ["a manifest that says another capital", (path) => {
    const file = `${path}/manifest.json`;
    Deno.writeTextFileSync(
      file,
      Deno.readTextFileSync(file).replace('"cash": 100000', '"cash": 900000'),
    );
  }, /its manifest does not carry this data directory's signature/],
  ["a flipped byte in the signature", (path) => flip(`${path}/manifest.sig`, 10), /signature/],
  [
    "a short signature",
    (path) => Deno.truncateSync(`${path}/manifest.sig`, 10),
    /signature|cannot be read/,
  ],
  ["a missing artefact", (path) => Deno.removeSync(`${path}/artefact.js`), /cannot be read/],
  ["a missing manifest", (path) => Deno.removeSync(`${path}/manifest.json`), /cannot be read/],
  ["a missing signature", (path) => Deno.removeSync(`${path}/manifest.sig`), /cannot be read/],
];

for (const [name, damage, reason] of damages) {
  Deno.test(`the registry and the runner refuse an artefact with ${name}`, () =>
    withPromoted(async (dataDir, { promotion: { path } }) => {
      damage(path);
      const [registered] = await listRegistry(dataDir);
      assert.match(registered!.fault, reason);
      const refused = async (act: () => unknown) => {
        await refuses(act, "Refused the artefact", path, registered!.fault);
        assert.deepEqual(sandboxChildren(), []);
      };
      await refused(() => openArtefact(dataDir, "sma_cross"));
      await refused(() => live(dataDir, deploymentOf()));
    }));
}

Deno.test("live, replay and registry exit with 1 and the reason after one flipped byte", () =>
  withPromoted(async (dataDir, { promotion: { path } }) => {
    const short = deploymentOf({ to: deploymentOf().from! + 30 * 86_400_000 });
    const file = writeDeployments(dataDir, short);
    assert.equal((await live(dataDir, short)).state, "ended");
    assert.equal((await replay(dataDir, "btc-1")).identical, true);
    flip(`${path}/artefact.js`, 777);
    const shared = ["--data-dir", dataDir];
    const commands: [task: string, args: string[]][] = [
      ["registry", shared],
      ["registry", ["--json", ...shared]],
      ["live", [file, "--json", ...shared]],
      ["replay", ["btc-1", "--json", ...shared]],
    ];
    for (const [task, args] of commands) {
      const { code, stdout, stderr } = await runTask(task, args);
      assert.equal(code, 1, task);
      assert.match(stderr, /^error: [^\n]*its bytes have changed: their SHA-256 is[^\n]*\n$/, task);
      if (task !== "registry") assert.equal(stdout, "");
      else if (args.includes("--json")) assert.equal(JSON.parse(stdout)[0].verified, false);
      else assert.match(stdout, /REFUSED/);
    }
  }));

Deno.test("the registry refuses a folder under another's name or hash", () =>
  withPromoted(async (dataDir, { promotion: { path, hash } }) => {
    const other = hash.replace(/^./, (digit) => digit === "0" ? "1" : "0");
    Deno.renameSync(path, path.replace(hash, other));
    assert.match((await listRegistry(dataDir))[0]!.fault, /its manifest is another artefact's/);
    Deno.renameSync(`${dataDir}/registry/sma_cross`, `${dataDir}/registry/buy_and_hold`);
    Deno.renameSync(
      `${dataDir}/registry/buy_and_hold/${other}`,
      `${dataDir}/registry/buy_and_hold/${hash}`,
    );
    assert.match((await listRegistry(dataDir))[0]!.fault, /its manifest is another artefact's/);
    await refuses(() => openArtefact(dataDir, "sma_cross"), 'No artefact "sma_cross"', "promote");
  }));

Deno.test("the registry refuses an artefact that another data directory signed", () =>
  withPromoted((dataDir, { promotion: { path } }) =>
    inTempDir(async (other) => {
      await openKeys(other, true);
      const target = path.replace(dataDir, other);
      Deno.mkdirSync(target, { recursive: true });
      for (const { name } of Deno.readDirSync(path)) {
        Deno.copyFileSync(`${path}/${name}`, `${target}/${name}`);
      }
      assert.match((await listRegistry(other))[0]!.fault, /this data directory's signature/);
      Deno.removeSync(`${other}/keys`, { recursive: true });
      assert.match((await listRegistry(other))[0]!.fault, /No signing key/);
    })
  ));

Deno.test("openArtefact finds by name, version and the beginning of the hash", () =>
  withPromoted(async (dataDir, { promotion: { hash } }) => {
    for (const which of ["", "@1", `@${hash}`, `@${hash.slice(0, 8)}`]) {
      assert.equal((await openArtefact(dataDir, `sma_cross${which}`)).manifest.hash, hash);
    }
    const wrong: [reference: string, says: string][] = [
      ["sma_cros", 'did you mean "sma_cross"?'],
      ["sma_cross@2", 'No version "2"'],
      ["sma_cross@", 'No version ""'],
      [`sma_cross@${hash.slice(0, 3)}`, "No version"],
      ["../sma_cross", "No artefact"],
    ];
    for (const [reference, says] of wrong) {
      await refuses(() => openArtefact(dataDir, reference), says);
    }
  }));

Deno.test("the private key is its owner's alone, and no key is made by looking", () =>
  withPromoted(async (dataDir) => {
    const modeOf = (name: string) => Deno.statSync(`${dataDir}/keys/${name}`).mode! & 0o777;
    assert.equal(modeOf("signing.private.jwk"), 0o600);
    assert.equal(modeOf("signing.public.jwk") & 0o022, 0);
    await inTempDir(async (empty) => {
      await assert.rejects(openKeys(empty, false), /No signing key/);
      assert.deepEqual(await listRegistry(empty), []);
      assert.deepEqual([...Deno.readDirSync(empty)], []);
    });
  }));
