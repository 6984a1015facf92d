import assert from "node:assert/strict";
import { timeTicks } from "../../../research/report/charts/time_ticks.ts";

function labels(from: string, to: string, width = 1140): string[] {
  const { ticks, format } = timeTicks(Date.parse(from), Date.parse(to), width);
  return ticks.map(format);
}

Deno.test("timeTicks are years over decades, in ISO order and few", () => {
  assert.deepEqual(labels("2000-01-03", "2020-04-17"), ["2005", "2010", "2015", "2020"]);
  assert.deepEqual(labels("2010-01-01", "2019-06-01").slice(0, 3), ["2010", "2011", "2012"]);
  assert.deepEqual(labels("1900-01-01", "2020-01-01", 300).at(-1), "2020");
});

Deno.test("timeTicks are months over years and Mondays over months", () => {
  assert.deepEqual(labels("2024-01-15", "2024-05-20"), [
    "2024-02",
    "2024-03",
    "2024-04",
    "2024-05",
  ]);
  assert.deepEqual(labels("2024-01-03", "2024-02-20").slice(0, 2), ["2024-01-08", "2024-01-15"]);
});

Deno.test("timeTicks carry the minute within days", () => {
  assert.deepEqual(labels("2024-01-01T22:10Z", "2024-01-02T07:00Z").slice(0, 3), [
    "01-01 23:00",
    "01-02 00:00",
    "01-02 01:00",
  ]);
});

Deno.test("timeTicks are fewer where there is less room", () => {
  const wide = labels("2020-01-01", "2024-01-01", 1140);
  const narrow = labels("2020-01-01", "2024-01-01", 320);
  assert.ok(wide.length > narrow.length && narrow.length >= 2, `${wide} against ${narrow}`);
});
