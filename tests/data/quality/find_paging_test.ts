import assert from "node:assert/strict";
import type { Gap } from "../../../data/gaps.ts";
import { findPaging } from "../../../data/quality/find_paging.ts";
import { chance } from "./market.ts";

const hour = 3_600_000;
const holes = (rows: readonly number[]): Gap[] =>
  rows.map((row) => ({ from: row * hour, to: row * hour, missing: 1 }));

Deno.test("holes at equal distances are lost pages, though some pages are whole", () => {
  const gaps = holes([7, 1007, 2007, 4007, 5007, 5950, 6007, 7007]);
  const [paging] = findPaging(gaps, hour);
  assert.deepEqual([paging!.from, paging!.to], [7 * hour, 7007 * hour]);
  assert.match(paging!.detail, /^6 of 8 holes begin 1000 bars apart, or a multiple/);
});

Deno.test("holes of chance, few holes and those of a quiet market are not paging", () => {
  const next = chance(3);
  let row = 0;
  const random = Array.from({ length: 400 }, () => row += 1 + Math.floor(60 * next()));
  assert.deepEqual(findPaging(holes(random), hour), []);
  assert.deepEqual(findPaging(holes([0, 1000, 2000, 3000]), hour), []);
  assert.deepEqual(findPaging(holes([0, 2, 4, 6, 8, 10, 12]), hour), []);
});
