import assert from "node:assert/strict";
import {
  formatAtStep,
  formatCount,
  formatDate,
  formatDays,
  formatDuration,
  formatMinute,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPlural,
} from "../../../research/report/format.ts";

const HOUR = 3_600_000;

Deno.test("formatNumber separates thousands and writes a true minus", () => {
  assert.equal(formatNumber(-1234567.891), "−1,234,567.89");
  assert.equal(formatNumber(1234.5, { sign: true, decimals: 1 }), "+1,234.5");
  assert.equal(formatNumber(1.2345678e-7), "0.00");
  assert.equal(formatNumber(1e21, { decimals: 0 }), "1,000,000,000,000,000,000,000");
});

Deno.test("formatNumber gives zero no sign, nor what rounds to it", () => {
  for (const value of [0, -0, -0.004, 0.004]) {
    assert.equal(formatNumber(value, { sign: true }), "0.00");
  }
  assert.equal(formatNumber(-0.005, { sign: true }), "−0.01");
});

Deno.test("formatNumber shows a dash for what is undefined", () => {
  for (const value of [null, NaN, Infinity]) assert.equal(formatNumber(value), "–");
  assert.equal(formatPercent(null), "–");
  assert.equal(formatDays(null), "–");
  assert.equal(formatDuration(null), "–");
});

Deno.test("formatPercent has two decimals and a unit unless the heading has it", () => {
  assert.equal(formatPercent(-0.31389), "−31.39%");
  assert.equal(formatPercent(0.5, { sign: true, unit: false }), "+50.00");
});

Deno.test("formatMoney knows the digits of a currency", () => {
  assert.equal(formatMoney(1376712.756), "1,376,712.76");
  assert.equal(formatMoney(-0.00012345, { currency: "BTC" }), "−0.00012345");
  assert.equal(formatMoney(12, { currency: "USDT", sign: true }), "+12.00");
});

Deno.test("formatAtStep rounds to the digits of a tick or lot", () => {
  assert.equal(formatAtStep(2874.560059, "0.01"), "2,874.56");
  assert.equal(formatAtStep(0.1, "0.00001"), "0.10000");
  assert.equal(formatAtStep(684, "1"), "684");
});

Deno.test("formatDate and formatMinute are ISO and UTC", () => {
  assert.equal(formatDate(Date.parse("2024-03-01T23:59:59Z")), "2024-03-01");
  assert.equal(formatMinute(Date.parse("2024-03-01T09:30:00Z")), "2024-03-01 09:30");
});

Deno.test("formatDuration names the two largest units", () => {
  assert.equal(formatDuration(45 * 60_000), "45 min");
  assert.equal(formatDuration(5.5 * HOUR), "5 h 30 min");
  assert.equal(formatDuration(76 * HOUR), "3 d 4 h");
  assert.equal(formatDuration(48 * HOUR), "2 d");
  assert.equal(formatDuration(1234 * 24 * HOUR), "1,234 d");
  assert.equal(formatDuration(0), "0 min");
});

Deno.test("formatDays and counts are whole unless small", () => {
  assert.equal(formatDays(3588), "3,588");
  assert.equal(formatDays(1.25), "1.3");
  assert.equal(formatDays(2), "2");
  assert.equal(formatCount(5105), "5,105");
  assert.equal(formatPlural(1, "order"), "1 order");
  assert.equal(formatPlural(1200, "order"), "1,200 orders");
});
