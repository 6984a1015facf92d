import assert from "node:assert/strict";
import { float, int, strategy } from "../../../research/engine/mod.ts";
import { parseParams } from "../../../research/load/parse_params.ts";
import { refuses } from "../../data/helpers.ts";

const tuned = strategy("tuned", { fast: int(10, 2, 500), stopAtr: float(2, 0.1, 20) }, () => ({
  onBar() {},
}));
const bare = strategy("bare", {}, () => ({ onBar() {} }));

Deno.test("parseParams reads name=value and fills in the defaults", () => {
  assert.deepEqual(parseParams(tuned, []), { fast: 10, stopAtr: 2 });
  assert.deepEqual(parseParams(tuned, ["stopAtr=0.5", "fast=2"]), { fast: 2, stopAtr: 0.5 });
  assert.deepEqual(parseParams(tuned, ["fast=2e1"]), { fast: 20, stopAtr: 2 });
});

Deno.test("parseParams refuses words of another form, and text where a number is due", async () => {
  for (const word of ["fast", "fast=", "=5", "fast:5", ""]) {
    await refuses(() => parseParams(tuned, [word]), `Cannot read the parameter "${word}"`);
  }
  for (const text of ["ten", "1,5", "NaN", "Infinity", "5%", " "]) {
    await refuses(
      () => parseParams(tuned, [`fast=${text}`]),
      `fast is "${text}"; it takes a number`,
    );
  }
});

Deno.test("parseParams refuses unknown names, with the nearest and all that there are", async () => {
  const refusal = 'Strategy tuned has no parameter "fats"; did you mean "fast"?';
  await refuses(() => parseParams(tuned, ["fats=5"]), refusal, "(it has fast, stopAtr)");
  await refuses(() => parseParams(bare, ["fast=5"]), "has no parameter", "(it has none)");
  await refuses(() => parseParams(tuned, ["toString=5"]), 'no parameter "toString"');
});

Deno.test("parseParams refuses values out of range, and fractions of bars", async () => {
  await refuses(
    () => parseParams(tuned, ["fast=1"]),
    "Strategy tuned: Parameter fast is 1; it takes 2 to 500",
  );
  await refuses(() => parseParams(tuned, ["fast=501"]), "it takes 2 to 500");
  await refuses(
    () => parseParams(tuned, ["fast=2.5"]),
    "Parameter fast is 2.5; it takes a whole number",
  );
  await refuses(() => parseParams(tuned, ["stopAtr=0"]), "it takes 0.1 to 20");
});

Deno.test("parseParams refuses a parameter that is given twice", async () => {
  await refuses(() => parseParams(tuned, ["fast=5", "fast=6"]), "fast", "twice");
});
