import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { routeMap } from "../../routes/_server/route_map.ts";

Deno.test("routeMap names every page of routes/, and no file that is not there", () => {
  const root = fileURLToPath(new URL("../../routes", import.meta.url));
  const files = pages(root).map((file) => file.replace(root, "/routes"));
  assert.deepEqual(Object.keys(routeMap.ROUTES).sort(), files.sort());
});

function pages(folder: string): string[] {
  return [...Deno.readDirSync(folder)].filter(({ name }) => !name.startsWith("_")).flatMap(
    ({ name, isDirectory }) => isDirectory ? pages(`${folder}/${name}`) : [`${folder}/${name}`],
  );
}
