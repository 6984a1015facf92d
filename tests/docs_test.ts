import assert from "node:assert/strict";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const CODE = ["data", "research", "live", "routes", "islands"];

Deno.test("every export has a JSDoc comment that says what it means", () => {
  const bare: string[] = [];
  for (const file of CODE.flatMap((folder) => sources(`${root}${folder}/`))) {
    const lines = Deno.readTextFileSync(file).split("\n");
    lines.forEach((line, i) => {
      if (
        !/^export (default )?(async )?(abstract )?(function|class|const|interface|type \w+ =|type \w+<)/
          .test(line)
      ) {
        return;
      }
      let above = i - 1;
      while (/^\s*(\/\/ deno-lint-ignore|@)/.test(lines[above] ?? "")) above--;
      const overload = /^export (async )?function/.test(lines[above] ?? "");
      if (!overload && !/\*\/\s*$/.test(lines[above] ?? "")) {
        bare.push(`${relative(root, file)}:${i + 1}: ${line}`);
      }
    });
  }
  assert.deepEqual(bare, []);
});

Deno.test("the README names every task", () => {
  const readme = Deno.readTextFileSync(`${root}README.md`);
  const { tasks } = JSON.parse(Deno.readTextFileSync(`${root}deno.json`));
  const missing = Object.keys(tasks).filter((task) => !readme.includes(`task ${task}`));
  assert.deepEqual(missing, []);
});

function sources(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    if (name === "node_modules" || name === "build") return [];
    const path = `${folder}${name}`;
    return isDirectory ? sources(`${path}/`) : /\.tsx?$/.test(name) ? [path] : [];
  });
}
