import assert from "node:assert/strict";
import { limitsSchema } from "../../../research/runs/limits_schema.ts";

Deno.test("limitsSchema takes limits that can bind, and nothing else", () => {
  const good = [{}, { maxPosition: 0.01 }, { dailyLoss: 1 }, { maxPosition: 1e9, dailyLoss: 1e-6 }];
  for (const limits of good) assert.deepEqual(limitsSchema.parse(limits), limits);
  const amounts = [0, -1, NaN, Infinity, "1", null];
  const bad = [
    ...amounts.flatMap((value) => [{ maxPosition: value }, { dailyLoss: value }]),
    { dailyLoss: 1.01 },
    { maxLoss: 1 },
    7,
  ];
  for (const limits of bad) assert.ok(!limitsSchema.safeParse(limits).success);
});
