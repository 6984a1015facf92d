import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import type { BacktestResult } from "../../../research/backtest/result.ts";
import { computeMetrics } from "../../../research/metrics/compute_metrics.ts";
import { type HtmlReport, htmlReport } from "../../../research/report/html/html_report.ts";
import { metricRows } from "../../../research/report/metric_rows.ts";
import type { JudgedRun } from "../../../research/report/run_report.ts";
import { fakeResult } from "../metrics/fake_result.ts";
import { spxBars, spxBuyAndHold, spxRun } from "../metrics/oracle.ts";
import { fakeOrder } from "./fake_order.ts";

function judged(result: BacktestResult): JudgedRun {
  return { result, metrics: computeMetrics(result) };
}

function spxReport(change: Partial<BacktestResult> = {}): HtmlReport {
  return {
    ...judged({ ...spxRun(10, 30).result, ...change }),
    benchmark: judged(spxBuyAndHold()),
    bars: [spxBars()],
    runId: "20200418-090000-sma_cross-3f2a",
    next: "deno task promote sma_cross",
  };
}

async function page(report: HtmlReport): Promise<Document> {
  return parseHTML(await htmlReport(report)).document;
}

Deno.test("htmlReport stands alone: no script, no request, no style attribute", async () => {
  const text = await htmlReport(spxReport());
  const bare = text.replaceAll('xmlns="http://www.w3.org/2000/svg"', "");
  assert.doesNotMatch(bare, /https?:|<script|<link|<img|@import|url\(|\son\w+=|\sstyle=/);
  const policy = parseHTML(text).document.querySelector("meta[http-equiv]")!;
  assert.match(policy.getAttribute("content")!, /^default-src 'none'/);
  assert.ok(text.length < 1_000_000, `${text.length} characters`);
});

Deno.test("htmlReport shows every metric beside the benchmark's", async () => {
  const report = spxReport();
  const document = await page(report);
  const rows = [...document.querySelectorAll("section tr")].map((row) =>
    [...row.querySelectorAll("td")].map((cell) => cell.textContent)
  );
  for (const { label, own, benchmark, difference } of metricRows(report)) {
    const row = rows.find(([first]) => first === label);
    assert.deepEqual(row, [label, own.text, benchmark!.text, difference?.text ?? ""], label);
  }
});

Deno.test("htmlReport gives every chart a text alternative and its data as a table", async () => {
  const document = await page(spxReport());
  assert.equal(document.querySelectorAll("svg").length, 8);
  for (const svg of document.querySelectorAll("svg")) {
    assert.equal(svg.getAttribute("role"), "img");
    assert.ok(svg.getAttribute("aria-label")!.length > 20);
  }
  for (const section of document.querySelectorAll("section")) {
    if (section.querySelector("svg")) assert.ok(section.querySelector("details table"));
  }
});

Deno.test("htmlReport states alarms at the top and reasons below", async () => {
  const orders = [
    fakeOrder("filled"),
    fakeOrder("refused", "value 4.20 is below the minimum of 10"),
  ];
  const document = await page(spxReport({ orders }));
  assert.match(
    document.querySelector(".state")!.textContent!,
    /Complete.*1 trade open.*1 order turned/,
  );
  assert.match(document.querySelector(".reasons")!.textContent!, /1 refused value 4\.20 is below/);
});

Deno.test("htmlReport escapes what strategies and venues say", async () => {
  const evil = `"><script>alert(1)</script>`;
  const result = spxRun(10, 30).result;
  const document = await page(spxReport({
    strategy: evil,
    params: { [evil]: 1 },
    instruments: result.instruments.map((instrument) => ({ ...instrument, symbol: evil })),
    orders: [fakeOrder("rejected", evil)],
  }));
  assert.equal(document.querySelectorAll("script").length, 0);
  assert.ok(document.querySelector("h1")!.textContent!.startsWith(evil));
});

Deno.test("htmlReport lists the ends of a long list of trades and says how many there are", async () => {
  const { trades } = spxRun(10, 30).result;
  const many = Array.from({ length: 3000 }, (_, i) => trades[i % 87]!);
  const document = await page(spxReport({ trades: many }));
  const section = [...document.querySelectorAll("section")].at(-1)!;
  const [shown, listed] = [...section.querySelectorAll("table")];
  assert.equal(shown!.querySelectorAll("tbody tr").length, 11);
  assert.equal(listed!.querySelectorAll("tbody tr").length, 1001);
  assert.match(section.textContent!, /first and the last 500 of 3,000 trades; the run holds all/);
  assert.match(section.textContent!, /… 2,990 more/);
});

Deno.test("htmlReport of no bars says so and does not fail", async () => {
  const empty = judged(fakeResult({ ts: new Float64Array(), close: new Float64Array() }));
  const text = await htmlReport({ ...empty, benchmark: null, bars: [] });
  assert.match(text, /The strategy did not trade/);
  assert.doesNotMatch(text, /NaN|Infinity|undefined|>null</);
});
