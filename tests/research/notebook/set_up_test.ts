import assert from "node:assert/strict";
import { inTempDir } from "../../data/helpers.ts";
import { deno, type Said } from "./helpers.ts";

/** Sets Jupyter up in a new environment with nothing on PATH but these programs. */
async function setUp(programs: Readonly<Record<string, string>>): Promise<Said> {
  let said: Said | undefined;
  await inTempDir(async (dir) => {
    const bin = `${dir}/bin`;
    Deno.mkdirSync(bin);
    for (const [name, script] of Object.entries(programs)) {
      Deno.writeTextFileSync(`${bin}/${name}`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    said = await deno([
      "eval",
      `import { setUpJupyter } from "./research/notebook/jupyter/set_up.ts";
       await setUpJupyter("run", { venv: ${JSON.stringify(`${dir}/venv`)} })
         .catch((error) => { console.error(error.name + ": " + error.message); Deno.exitCode = 1; });`,
    ], { PATH: bin });
  });
  return said!;
}

const posix = { ignore: Deno.build.os === "windows" };

Deno.test("without a Python setUpJupyter says which to install", posix, async () => {
  const { code, stderr } = await setUp({});
  assert.equal(code, 1);
  assert.match(stderr, /^UserError: .*no Python on PATH; install Python 3\.10 or newer .*\n$/);
});

Deno.test("with an old Python only setUpJupyter names its version", posix, async () => {
  const { stderr } = await setUp({ python3: "echo 3.8" });
  assert.match(stderr, /^UserError: .*needs Python 3\.10 or newer, and python3 is 3\.8; .*\n$/);
});

Deno.test("an old python3 does not hide a newer python", posix, async () => {
  const { stderr } = await setUp({ python3: "echo 2.7", python: modern("no module here") });
  assert.match(stderr, /UserError: .*python made no environment/);
});

Deno.test("without the venv module setUpJupyter names its package", posix, async () => {
  const { stderr } = await setUp({
    python3: modern("The virtual environment was not created: ensurepip is not available."),
  });
  assert.match(
    stderr,
    /UserError: .*without its venv module; install it \("apt install python3-venv"/,
  );
});

Deno.test(
  "where packages cannot be had setUpJupyter says why and what to check",
  posix,
  async () => {
    const pip = "echo 'ERROR: No matching distribution found for nbclient' >&2; exit 1";
    const inside = `case "$*" in *sys.version*) echo 3.12;; *) ${pip};; esac`;
    const { stderr } = await setUp({
      python3: `case "$*" in
      *sys.version*) echo 3.12;;
      *"-m venv"*) for last; do :; done; /bin/mkdir -p "$last/bin"
        printf '%s\\n' '#!/bin/sh' ${JSON.stringify(inside)} > "$last/bin/python"
        /bin/chmod +x "$last/bin/python";;
    esac`,
    });
    assert.match(
      stderr,
      /UserError: .*No matching distribution found for nbclient; check the conn/,
    );
  },
);

/** A Python of a fit version that fails to make an environment with these words. */
function modern(words: string): string {
  return `case "$*" in *sys.version*) echo 3.12;; *) echo "${words}" >&2; exit 1;; esac`;
}
