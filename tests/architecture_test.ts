import assert from "node:assert/strict";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** What each folder may import besides itself: the picture in the README, read from the left. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  data: [],
  research: ["data", "static"],
  live: ["data", "research"],
  routes: ["data", "research", "live", "islands", "static"],
  islands: [],
};

/** What runs in the browser may share: types and pure functions. */
const BROWSER_SAFE = [
  "live/journal/session_view.ts",
  "research/report/format.ts",
  "data/timeframe.ts",
  "data/durations.ts",
];

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly {
    readonly specifier: string;
    readonly code?: { readonly specifier?: string };
    readonly type?: { readonly specifier?: string };
  }[];
}

Deno.test("imports point left only: data, research, live, routes", async () => {
  const wrong: string[] = [];
  for (const [from, to] of await imports()) {
    const [folder, target] = [from, to].map((path) => path.split("/")[0]!);
    const rule = ALLOWED[folder!];
    if (rule === undefined || folder === target || rule.includes(target!)) continue;
    if (folder === "islands" && BROWSER_SAFE.includes(to)) continue;
    wrong.push(`${from} imports ${to}`);
  }
  assert.deepEqual(wrong, []);
});

Deno.test("nothing imports notebooks or tests", async () => {
  const wrong = (await imports()).filter(([from, to]) =>
    /^(notebooks|tests)\//.test(to) && !from.startsWith("tests/")
  );
  assert.deepEqual(wrong, []);
});

Deno.test("the engine imports only itself and pure files of data", async () => {
  const pure = [
    "data/bars.ts",
    "data/instrument.ts",
    "data/durations.ts",
    "data/calendar/us_equity_sessions.ts",
  ];
  const wrong = (await imports()).filter(([from, to]) =>
    from.startsWith("research/engine/") && !to.startsWith("research/engine/") && !pure.includes(to)
  );
  assert.deepEqual(wrong, []);
});

Deno.test("the engine touches no file, network, clock or chance", () => {
  const forbidden = /\b(Deno|process|fetch|Date\.now|performance|Math\.random|setTimeout|crypto)\b/;
  const wrong: string[] = [];
  const pure = ["engine", "indicators", "sizing", "strategies"].map((name) => `research/${name}/`);
  for (const folder of pure) {
    for (const file of sources(root + folder)) {
      const text = Deno.readTextFileSync(root + file).replace(/\/\*[\s\S]*?\*\//g, "");
      if (forbidden.test(text)) wrong.push(`${file}: ${forbidden.exec(text)![0]}`);
    }
  }
  assert.deepEqual(wrong, []);
});

let edges: Promise<[string, string][]> | undefined;

/** Every import between files of the project, as paths from its root. */
function imports(): Promise<[string, string][]> {
  return edges ??= readImports();
}

async function readImports(): Promise<[string, string][]> {
  const files = sources(root).filter((file) => file.includes("/"));
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(entry, files.map((file) => `import "${root}${file}";`).join("\n"));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--config", `${root}deno.json`, entry],
  }).output();
  await Deno.remove(entry);
  assert.ok(success, new TextDecoder().decode(stderr));
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { modules: Module[] };
  const found: [string, string][] = [];
  for (const { specifier, dependencies = [] } of modules) {
    const from = local(specifier);
    if (from === null) continue;
    for (const { code, type } of dependencies) {
      for (const to of [code?.specifier, type?.specifier]) {
        const path = to === undefined ? null : local(to);
        if (path !== null) found.push([from, path]);
      }
    }
  }
  assert.ok(found.length > 100, "deno info lists the imports");
  return found;
}

function local(specifier: string): string | null {
  if (!specifier.startsWith("file:")) return null;
  const path = relative(root, fileURLToPath(specifier));
  return path.startsWith("..") ? null : path;
}

function sources(folder: string): string[] {
  const found: string[] = [];
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (name.startsWith(".") || name === "node_modules" || name === "build") continue;
    const path = `${folder}${name}`;
    if (isDirectory) found.push(...sources(`${path}/`));
    else if (/\.tsx?$/.test(name)) found.push(relative(root, path));
  }
  return found;
}
