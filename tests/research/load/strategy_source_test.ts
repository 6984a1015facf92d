import assert from "node:assert/strict";
import { strategyHash } from "../../../research/runs/source_hash.ts";
import { shippedStrategies, withStrategy } from "../../../research/load/strategy_source.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";

const BODY = `import { int, strategy } from "tapeout";
const trend = strategy("trend", { window: int(5, 2, 50) }, (p, m) => ({
  onBar() {
    if (m.index === p.window) m.buy({ quote: m.budget }, "test");
  },
}));`;

const name = (source: string) =>
  withStrategy(source, ({ strategy }) => Promise.resolve(strategy.name));

function notebook(dir: string, source: string): string {
  const path = `${dir}/idea.ipynb`;
  Deno.writeTextFileSync(path, JSON.stringify({ cells: [{ cell_type: "code", source }] }));
  return path;
}

Deno.test("withStrategy loads one that ships, a file and a notebook's cell", async () => {
  assert.equal(await name("sma_cross"), "sma_cross");
  await inTempDir(async (dir) => {
    Deno.writeTextFileSync(`${dir}/trend.ts`, `${BODY}\nexport default trend;`);
    assert.equal(await name(`${dir}/trend.ts`), "trend");
    const path = notebook(dir, `// tapeout: export trend\n${BODY}`);
    assert.equal(await name(`${path}#trend`), "trend");
  });
});

Deno.test("withStrategy gives a cell's strategy the hash of the same code in a file", async () => {
  await inTempDir(async (dir) => {
    Deno.writeTextFileSync(`${dir}/trend.ts`, `${BODY}\nexport default trend;`);
    const path = notebook(dir, `// tapeout: export trend\n${BODY}`);
    const hash = (source: string) =>
      withStrategy(source, ({ strategy }) => Promise.resolve(strategyHash(strategy)));
    assert.equal(await hash(`${dir}/trend.ts`), await hash(`${path}#trend`));
    assert.notEqual(await hash("sma_cross"), await hash("donchian_breakout"));
  });
});

Deno.test("withStrategy removes the cell's module when it has been used, also after a failure", async () => {
  await inTempDir(async (dir) => {
    const path = notebook(dir, `// tapeout: export trend\n${BODY}`);
    let file = "";
    const fail = withStrategy(`${path}#trend`, (loaded) => {
      file = loaded.file;
      assert.ok(Deno.statSync(file).isFile);
      return Promise.reject(new Error("use failed"));
    });
    await assert.rejects(fail, /use failed/);
    assert.throws(() => Deno.statSync(file), Deno.errors.NotFound);
  });
});

Deno.test("withStrategy refuses an unknown name with the nearest, and a path that is not there", async () => {
  await refuses(
    () => name("sma_crss"),
    'Unknown strategy "sma_crss"; did you mean "sma_cross"?',
    `(known: ${shippedStrategies().join(", ")}`,
  );
  await refuses(() => name("./nowhere.ts"), 'No strategy file "', 'nowhere.ts"; check the path');
  await refuses(() => name("./nowhere.ipynb#trend"), "No notebook", "check the path");
});

Deno.test("withStrategy refuses a cell whose strategy has another name", async () => {
  await inTempDir(async (dir) => {
    const path = notebook(dir, `// tapeout: export other\n${BODY}\nconst other = trend;`);
    await refuses(
      () => name(`${path}#other`),
      'the exported cell defines the strategy "trend"; give the strategy and the export one name',
    );
  });
});

const BROKEN: readonly [string, string, string][] = [
  ["a syntax error", "const trend = strategy(;", "Cannot load the strategy"],
  ["no such constant", "const tend = 1;", "Cannot load the strategy"],
  ["no strategy", "const trend = 7;", "its default export is not a strategy"],
  ["null", "const trend = null;", "its default export is not a strategy"],
  ["a throw", 'const trend = 1; throw new Error("boom");', "boom"],
  ["an unknown import", 'import "nowhere"; const trend = 1;', "nowhere"],
];

for (const [what, source, says] of BROKEN) {
  Deno.test(`withStrategy refuses a module with ${what} in one sentence`, async () => {
    await inTempDir(async (dir) => {
      const path = notebook(dir, `// tapeout: export trend\n${source}`);
      await refuses(() => name(`${path}#trend`), `"${path}#trend"`, says);
      Deno.writeTextFileSync(`${dir}/trend.ts`, `${source}\nexport default trend;`);
      await refuses(() => name(`${dir}/trend.ts`), says);
    });
  });
}
