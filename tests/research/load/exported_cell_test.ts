import assert from "node:assert/strict";
import { exportedCell } from "../../../research/load/exported_cell.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";

/** A notebook of these cells, as a file in a folder of its own. */
async function withNotebook(cells: unknown, use: (path: string) => unknown): Promise<void> {
  await inTempDir(async (dir) => {
    const path = `${dir}/idea.ipynb`;
    Deno.writeTextFileSync(path, typeof cells === "string" ? cells : JSON.stringify({ cells }));
    await use(path);
  });
}

const code = (source: string | string[]) => ({ cell_type: "code", source });
const TREND = "// tapeout: export trend\nconst trend = 1;";

Deno.test("exportedCell is the cell's code with its constant as default export", async () => {
  const sources = [TREND, ["// tapeout: export trend\n", "const trend = 1;"]];
  for (const source of sources) {
    await withNotebook([code("const other = 2;"), code(source)], (path) => {
      assert.equal(exportedCell(path, "trend"), `${TREND}\nexport { trend as default };\n`);
    });
  }
});

Deno.test("exportedCell takes Windows line ends and blanks after the name", async () => {
  await withNotebook([code("// tapeout: export trend  \r\nconst trend = 1;")], (path) => {
    assert.match(exportedCell(path, "trend"), /^\/\/ tapeout: export trend\s+const trend = 1;\n/);
  });
});

Deno.test("exportedCell passes over text cells, and marks that are not the first line", async () => {
  const cells = [{ cell_type: "markdown", source: TREND }, code(`\n${TREND}`), {
    cell_type: "code",
  }];
  await withNotebook(cells, async (path) => {
    await refuses(
      () => exportedCell(path, "trend"),
      `No cell of "${path}" exports "trend"`,
      'begin the strategy\'s cell with "// tapeout: export trend"',
    );
  });
});

Deno.test("exportedCell suggests the nearest name", async () => {
  await withNotebook([code(TREND)], async (path) => {
    await refuses(() => exportedCell(path, "trnd"), 'did you mean "trend"?');
  });
});

Deno.test("exportedCell refuses a name that two cells export", async () => {
  await withNotebook([code(TREND), code(TREND)], async (path) => {
    await refuses(() => exportedCell(path, "trend"), "2 cells export it; keep one");
  });
});

Deno.test("exportedCell refuses a file that is missing or no notebook", async () => {
  await refuses(() => exportedCell("/nonexistent/a.ipynb", "trend"), "check the path");
  for (
    const text of [
      "",
      "{",
      "not JSON",
      "null",
      "7",
      "[]",
      '"text"',
      '{"cells": 7}',
      '{"cells": [null]}',
    ]
  ) {
    await withNotebook(text, (path) => refuses(() => exportedCell(path, "trend"), path));
  }
});
