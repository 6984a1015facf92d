import assert from "node:assert/strict";
import { Plot } from "../../../research/mod.ts";
import { type Displayable, jupyterDisplay } from "../../../research/notebook/kernel.ts";
import { refuses } from "../../data/helpers.ts";

const points = [{ x: 1, y: 2, kind: "a" }, { x: 2, y: 1, kind: "b" }];

async function shown(value: unknown): Promise<Record<string, string>> {
  return await (value as Displayable)[jupyterDisplay]() as Record<string, string>;
}

Deno.test("Plot.plot shows itself as an image in HTML beside the SVG", async () => {
  const bundle = await shown(Plot.plot({ marks: [Plot.dot(points, { x: "x", y: "y" })] }));
  assert.deepEqual(Object.keys(bundle), ["text/html", "image/svg+xml", "text/plain"]);
  const svg = bundle["image/svg+xml"]!;
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*><style>/);
  assert.match(svg, /light-dark\(/);
  const [, base64] = /<img alt="Plot" src="data:image\/svg\+xml;base64,([^"]+)">/.exec(
    bundle["text/html"]!,
  )!;
  assert.equal(
    new TextDecoder().decode(Uint8Array.from(atob(base64!), (c) => c.charCodeAt(0))),
    svg,
  );
});

Deno.test("a mark's own plot() draws without a browser's document", async () => {
  const bundle = await shown(Plot.lineY([1, 2, 3]).plot({ height: 100 }));
  assert.match(bundle["image/svg+xml"]!, /height="100"/);
});

Deno.test("a plot with a title and a legend is a figure of images", async () => {
  const bundle = await shown(Plot.plot({
    title: "Two kinds",
    color: { legend: true },
    marks: [Plot.dot(points, { x: "x", y: "y", fill: "kind" })],
  }));
  assert.match(bundle["text/html"]!, /<figure.*Two kinds/s);
  assert.ok(bundle["text/html"]!.split("data:image/svg+xml").length >= 4);
  assert.doesNotMatch(bundle["text/html"]!, /<svg/);
});

Deno.test("Plot refuses what needs a screen, with the way out", async () => {
  await refuses(
    () =>
      Plot.plot({
        color: { legend: true },
        marks: [Plot.dot(points, { x: "x", y: "y", fill: "y" })],
      }),
    "without a screen",
    "quantize",
  );
});

Deno.test("Plot is the whole of Observable Plot", () => {
  assert.equal(typeof Plot.windowY, "function");
  assert.ok("rectY" in Plot);
  const { barX } = { ...Plot };
  assert.equal(typeof barX, "function");
});
