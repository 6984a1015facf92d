import assert from "node:assert/strict";
import { colours } from "../../../research/report/charts/colours.ts";
import { tokens } from "../../../research/report/tokens.ts";

/** The values of a colour in the light and the dark theme. */
function pair(role: string): [light: string, dark: string] {
  const [, light, dark] = new RegExp(`--${role}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens)!;
  return [light!, dark!];
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

Deno.test("tokens give text a contrast of 4.5:1 on both grounds of both themes", () => {
  for (const role of ["ink", "muted", "accent", "gain", "loss", "warning"]) {
    for (const ground of ["ground", "surface"]) {
      for (const theme of [0, 1] as const) {
        const found = contrast(pair(role)[theme], pair(ground)[theme]);
        assert.ok(found >= 4.5, `${role} on ${ground}: ${found.toFixed(2)} in theme ${theme}`);
      }
    }
  }
});

Deno.test("colours of charts name tokens, and fall back to their light values", () => {
  for (const colour of Object.values(colours)) {
    const [, role, fallback] = /^var\(--(\w+), (.*)\)$/.exec(colour)!;
    if (role !== "ink") assert.equal(pair(role!)[0], fallback);
  }
});
