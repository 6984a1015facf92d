import assert from "node:assert/strict";
import { dailyEquity } from "../../../research/metrics/daily_equity.ts";
import { monthlyReturns, yearlyReturns } from "../../../research/metrics/period_returns.ts";

const at = (text: string) => Date.parse(text);

function curve(rows: Record<string, number>) {
  return {
    ts: Float64Array.from(Object.keys(rows), (text) => at(text)),
    equity: Float64Array.from(Object.values(rows)),
  };
}

Deno.test("dailyEquity keeps the last bar of each UTC day and skips days without bars", () => {
  const daily = dailyEquity(curve({
    "2024-01-05T00:00Z": 1,
    "2024-01-05T23:59Z": 2,
    "2024-01-08T12:00Z": 3,
    "2024-01-09T00:00Z": 4,
  }));
  assert.deepEqual([...daily.ts], [at("2024-01-05"), at("2024-01-08"), at("2024-01-09")]);
  assert.deepEqual([...daily.equity], [2, 3, 4]);
});

Deno.test("dailyEquity handles days before 1970 and an empty curve", () => {
  const daily = dailyEquity(curve({ "1969-12-30T01:00Z": 1, "1969-12-31T23:00Z": 2 }));
  assert.deepEqual([...daily.ts], [at("1969-12-30"), at("1969-12-31")]);
  assert.equal(dailyEquity(curve({})).ts.length, 0);
});

const TWO_YEARS = curve({
  "2023-11-30": 110,
  "2023-12-29": 121,
  "2024-02-01": 60.5,
  "2024-02-29": 242,
});

Deno.test("monthlyReturns starts from the cash and skips months without bars", () => {
  assert.deepEqual(
    monthlyReturns(TWO_YEARS, 100).map((month) => ({
      ...month,
      return: +month.return!.toFixed(12),
    })),
    [
      { year: 2023, month: 11, return: 0.1 },
      { year: 2023, month: 12, return: 0.1 },
      { year: 2024, month: 2, return: 1 },
    ],
  );
});

Deno.test("yearlyReturns compounds to the total return", () => {
  const years = yearlyReturns(TWO_YEARS, 100);
  assert.deepEqual(years.map(({ year }) => year), [2023, 2024]);
  const total = years.reduce((growth, year) => growth * (1 + year.return!), 1);
  assert.ok(Math.abs(total - 2.42) < 1e-12);
});

Deno.test("monthlyReturns is null after equity fell to zero", () => {
  const ruined = curve({ "2024-01-31": 0, "2024-02-29": 5 });
  assert.deepEqual(monthlyReturns(ruined, 100).map((month) => month.return), [-1, null]);
});
