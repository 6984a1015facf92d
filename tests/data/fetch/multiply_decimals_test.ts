import assert from "node:assert/strict";
import { multiplyDecimals, plainDecimal } from "../../../data/fetch/multiply_decimals.ts";

Deno.test("multiplyDecimals is exact where doubles are not", () => {
  assert.equal(multiplyDecimals("0.1", "0.2"), "0.02");
  assert.equal(multiplyDecimals("0.00000001", "0.01"), "0.0000000001");
  assert.equal(multiplyDecimals("123456789012345678.9", "10"), "1234567890123456789");
  assert.equal(multiplyDecimals("0", "5.5"), "0");
  assert.equal(multiplyDecimals("100", "1e-3"), "0.1");
});

Deno.test("plainDecimal writes a decimal the short way and refuses what is none", () => {
  const table = [["1.50", "1.5"], ["1e-8", "0.00000001"], ["5.", "5"], [".5", "0.5"], ["007", "7"]];
  for (const [text, plain] of table) assert.equal(plainDecimal(text!), plain);
  for (const text of ["", ".", "-1", "1e", "x", "NaN"]) assert.throws(() => plainDecimal(text));
});
