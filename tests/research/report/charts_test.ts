import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import type { Bars } from "../../../data/bars.ts";
import {
  drawdownChart,
  equityChart,
  monthlyChart,
  tradesChart,
  volumeChart,
} from "../../../research/report/charts/mod.ts";
import { thinTrades } from "../../../research/report/charts/thin_trades.ts";
import { SPX } from "../metrics/fake_result.ts";
import { spxBars, spxBuyAndHold, spxRun } from "../metrics/oracle.ts";

const { result } = spxRun(10, 30);
const strategy = { name: "sma_cross", curve: result.equity };
const benchmark = { name: "Buy and hold", curve: spxBuyAndHold().equity };

function parse(svg: string): SVGSVGElement {
  return parseHTML(`<body>${svg}</body>`).document.querySelector("svg")!;
}

function firstBars(count: number): Bars {
  const { ts, open, high, low, close } = spxBars();
  const columns = [ts, open, high, low, close].map((column) => column.subarray(0, count));
  const [t, o, h, l, c] = columns as [Float64Array, ...Float64Array[]] as Float64Array[];
  return {
    ts: t!,
    open: o!,
    high: h!,
    low: l!,
    close: c!,
    volume: new Float64Array(count).fill(1000),
  };
}

const month = (year: number, number: number, value: number | null) => ({
  year,
  month: number,
  return: value,
});

Deno.test("charts are images with a text alternative, colours by role and no style attribute", () => {
  const charts = {
    "Equity, USD": equityChart({ strategy, benchmark, currency: "USD" }),
    "Drawdown": drawdownChart(result.equity),
    "Monthly returns": monthlyChart({ months: [month(2024, 1, -0.1)], years: [] }),
    "Price of SPX": tradesChart({ bars: spxBars(), trades: result.trades, instrument: SPX }),
    "Volume": volumeChart(firstBars(300)),
  };
  for (const [name, text] of Object.entries(charts)) {
    const svg = parse(text);
    assert.equal(svg.getAttribute("role"), "img");
    assert.equal(svg.getAttribute("class"), "plot");
    assert.equal(svg.getAttribute("xmlns"), "http://www.w3.org/2000/svg");
    assert.ok(svg.getAttribute("aria-label")!.startsWith(name), name);
    assert.equal(svg.querySelectorAll("[style]").length, 0, name);
    assert.doesNotMatch(text.replace(/<style>.*?<\/style>/s, ""), /NaN|Infinity|undefined/);
    assert.match(text, /var\(--muted, #5b6672\)/);
  }
});

Deno.test("equityChart draws the strategy in the accent colour and the benchmark dashed", () => {
  const svg = parse(equityChart({ strategy, benchmark, currency: "USD" }));
  const own = svg.querySelector('[aria-label="line"][stroke^="var(--accent"]')!;
  const other = svg.querySelector('[aria-label="line"][stroke^="var(--muted"]')!;
  assert.equal(own.getAttribute("stroke-width"), "1.5");
  assert.equal(own.getAttribute("stroke-dasharray"), null);
  assert.equal(other.getAttribute("stroke-dasharray"), "4 3");
  assert.match(
    svg.getAttribute("aria-label")!,
    /from 2000-01-03 to 2020-04-17: sma_cross went from 1,000,000\.00 to 1,376,712\.76, Buy/,
  );
});

Deno.test("equityChart is logarithmic when equity ranges over more than ten times", () => {
  const ts = Float64Array.from({ length: 100 }, (_, day) => day * 86_400_000);
  const labels = (growth: number, scale?: "linear" | "log") => {
    const equity = ts.map((_, day) => 100 * growth ** (day / 99));
    const curve = { name: "x", curve: { ts, equity } };
    const chart = equityChart({ strategy: curve, currency: "USD" }, scale ? { scale } : {});
    return [...parse(chart).querySelectorAll('[aria-label="y-axis tick label"] text')]
      .map((text) => text.textContent);
  };
  assert.deepEqual(labels(99), ["100", "200", "500", "1,000", "2,000", "5,000"]);
  assert.deepEqual(labels(9), ["200", "400", "600", "800"]);
  assert.deepEqual(labels(99, "linear"), ["2,000", "4,000", "6,000", "8,000"]);
  assert.deepEqual(labels(5, "log"), ["100", "200", "500"]);
});

Deno.test("monthlyChart mixes colour symmetrically around zero", () => {
  const months = [
    month(2024, 1, -0.1),
    month(2024, 2, 0.1),
    month(2024, 3, 0),
    month(2024, 4, null),
  ];
  const chart = monthlyChart({ months, years: [{ year: 2024, return: -0.01 }] });
  const svg = parse(chart);
  const fills = [...svg.querySelectorAll("rect")].map((rect) => rect.getAttribute("fill"));
  assert.match(fills[0]!, /var\(--loss, #b3261e\) 56%/);
  assert.match(fills[1]!, /var\(--gain, #0f7b4f\) 56%/);
  assert.match(fills[2]!, / 0%/);
  const figures = [...svg.querySelectorAll('[aria-label="text"] text')].map((t) => t.textContent);
  assert.deepEqual(figures, ["−10.00", "+10.00", "0.00", "–", "−1.00"]);
  assert.match(
    chart,
    /1 of 3 months above zero, worst −10\.00% in Jan 2024, best \+10\.00% in Feb/,
  );
});

Deno.test("tradesChart marks each entry and exit and joins closed trades", () => {
  const svg = parse(tradesChart({ bars: spxBars(), trades: result.trades, instrument: SPX }));
  const [entries, exits] = [...svg.querySelectorAll('[aria-label="dot"]')];
  assert.equal(entries!.querySelectorAll("path").length, 88);
  assert.equal(exits!.querySelectorAll("path").length, 87);
  assert.equal(svg.querySelectorAll('[aria-label="link"] path').length, 87);
  assert.equal(
    entries!.querySelector("title")!.textContent,
    "Bought 684 at 1,458.47 on 2000-03-17 00:00",
  );
  assert.match(exits!.querySelector("title")!.textContent!, /^Sold at .*: −13,515\.89 USD$/);
});

Deno.test("tradesChart draws candles where they have room, else a line", () => {
  const count = (bars: Bars, kind: string) =>
    parse(tradesChart({ bars, trades: [], instrument: SPX }))
      .querySelectorAll(`[aria-label="${kind}"]`).length;
  assert.deepEqual([count(firstBars(150), "rule"), count(firstBars(150), "line")], [2, 0]);
  assert.deepEqual([count(spxBars(), "rule"), count(spxBars(), "line")], [0, 1]);
});

Deno.test("thinTrades keeps the largest of each share of the time", () => {
  const trade = (entryTs: number, profit: number) => ({ ...result.trades[0]!, entryTs, profit });
  const trades = [trade(0, 1), trade(1, -5), trade(2, 3), trade(9, 1)];
  assert.deepEqual(thinTrades(trades, 2), [trades[1], trades[3]]);
  assert.equal(thinTrades(trades, 4), trades);
});

Deno.test("charts of a million bars stay small", () => {
  const ts = Float64Array.from({ length: 1_000_000 }, (_, i) => i * 60_000);
  const equity = ts.map((_, i) => 1000 + 500 * Math.sin(i / 31) * Math.sin(i / 77_000));
  const chart = equityChart({ strategy: { name: "x", curve: { ts, equity } }, currency: "USD" });
  assert.ok(chart.length < 200_000, `${chart.length} characters`);
});

Deno.test("charts of no bars say so", () => {
  const none = new Float64Array();
  const bars = { ts: none, open: none, high: none, low: none, close: none, volume: none };
  const curve = { ts: none, equity: none };
  assert.match(equityChart({ strategy: { name: "x", curve }, currency: "USD" }), /no bars/);
  assert.match(drawdownChart(curve), /no bars/);
  assert.match(tradesChart({ bars, trades: [], instrument: SPX }), /no bars/);
  assert.match(volumeChart(bars), /no bars/);
  assert.match(monthlyChart({ months: [], years: [] }), /Monthly returns: none/);
});
