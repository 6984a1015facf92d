import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { computeMetrics } from "../../../research/metrics/compute_metrics.ts";
import { tradesChart } from "../../../research/report/charts/mod.ts";
import { costsText } from "../../../research/report/costs_text.ts";
import { type HtmlReport, htmlReport } from "../../../research/report/html/html_report.ts";
import { terminalTearSheet } from "../../../research/report/terminal/terminal_tear_sheet.ts";
import { liquidations, takenTrades } from "../../../research/report/takings.ts";
import { barsOf } from "../fixtures.ts";
import { fakeResult, type FakeRun, SPX } from "../metrics/fake_result.ts";
import { fakeOrder } from "./fake_order.ts";

const prices = [100, 100, 95, 90, 90, 90, 80, 60, 70, 75, 80, 80];
const bars = barsOf(prices.map((price) => [price, price, price, price] as const));
const instrument = {
  ...SPX,
  ...{ symbol: "BTC/USDT:USDT", kind: "perpetual" as const, quote: "USDT", venue: "binance" },
};

/** A short with a gain, a long that is liquidated and a short that is open. */
const run: FakeRun = {
  ...{ ts: bars.ts, close: bars.close, cash: 1_000, timeframe: "1h", instrument },
  fills: [
    { bar: 1, units: -2, price: 100 },
    { bar: 3, units: 2, price: 90 },
    { bar: 5, units: 3, price: 90 },
    { bar: 7, units: -3, price: 60, orderId: 0 },
    { bar: 8, units: -1, price: 70 },
  ],
  funding: [{ bar: 2, amount: 0.5 }, { bar: 6, amount: -2.25 }],
  orders: [fakeOrder("filled"), fakeOrder("expired", "its time is over")],
  ambiguousBars: 3,
};

function report(change: Partial<FakeRun> = {}): HtmlReport {
  const result = fakeResult({ ...run, ...change });
  const model = { leverage: 10, marginMode: "isolated" as const, participation: 0.1 };
  return {
    ...{ result, metrics: computeMetrics(result), benchmark: null, bars: [bars] },
    costs: costsText({ model, drillDown: "5m" }),
  };
}

async function page(change?: Partial<FakeRun>): Promise<Document> {
  return parseHTML(await htmlReport(report(change))).document;
}

function facts(document: Document): Record<string, string> {
  return Object.fromEntries(
    [...document.querySelectorAll(".facts div")].map((fact) => [
      fact.querySelector("dt")!.textContent!,
      fact.querySelector("dd")!.textContent!,
    ]),
  );
}

Deno.test("fundingPaid is what was paid less what was received, of funding alone", () => {
  const result = fakeResult(run);
  assert.equal(computeMetrics(result).fundingPaid, 1.75);
  const { flows } = result;
  const insured = { ...flows, kind: ["funding", "insurance"] as const };
  assert.equal(computeMetrics({ ...result, flows: insured }).fundingPaid, -0.5);
});

Deno.test("liquidations are told of the trades that they closed, and of no other", () => {
  const { result } = report();
  const taken = takenTrades(result);
  assert.deepEqual(result.trades.map(taken), ["", "liquidated", ""]);
  assert.equal(liquidations(result), 1);
});

Deno.test("reports say how a perpetual was held and filled, and how many bars were ambiguous", async () => {
  const { Costs, Fills } = facts(await page());
  assert.equal(Costs, "fee 10 bps, slippage none; leverage 10, isolated margin");
  assert.equal(
    Fills,
    "at most 10% of a bar's volume, the path within a bar by 5m bars; 3 of 12 bars ambiguous: " +
      "stop taken before target",
  );
  const plain = { ...report({ ambiguousBars: 0 }), colour: false };
  const { costs: _, ...rest } = plain;
  assert.doesNotMatch(terminalTearSheet(rest), /^Fills/m);
  assert.match(
    terminalTearSheet({ ...report(), colour: false }),
    /^Fills +at most 10% of a bar's/m,
  );
});

Deno.test("reports show net funding where there is any, and only there", async () => {
  const row = (document: Document) =>
    [...document.querySelectorAll("tr")].find(({ textContent }) => /funding/.test(textContent!));
  const cells = [...row(await page())!.querySelectorAll("td")].map((each) => each.textContent);
  assert.deepEqual(cells, ["Net funding paid, USDT", "1.75"]);
  assert.equal(row(await page({ funding: [] })), undefined);
  const sheet = (change: Partial<FakeRun>) =>
    terminalTearSheet({ ...report(change), colour: false });
  assert.match(sheet({}), /^Net funding paid, USDT +1\.75$/m);
  assert.doesNotMatch(sheet({ funding: [] }), /unding/);
});

Deno.test("reports list trades with their side, their funding and what the venue liquidated", async () => {
  const table = (document: Document) => [...document.querySelectorAll("section table")].at(-1)!;
  const document = await page();
  const rows = [...table(document).querySelectorAll("tr")].map((row) =>
    [...row.querySelectorAll("th, td")].map((cell) => cell.textContent)
  );
  const column = (title: string) => rows.slice(1).map((row) => row[rows[0]!.indexOf(title)]);
  assert.deepEqual(column("Side"), ["short", "long", "short"]);
  assert.deepEqual(column("Funding, USDT"), ["+0.50", "−2.25", "0.00"]);
  assert.deepEqual(column("Exit, UTC"), [
    "1970-01-01 03:00",
    "1970-01-01 07:00 liquidated",
    "open",
  ]);
  assert.deepEqual(column("Profit, USDT"), ["+20.50", "−92.25", "−10.00"]);
  assert.match(document.querySelector(".state")!.textContent!, /1 position liquidated/);
  const unfunded = table(await page({ funding: [] })).textContent!;
  assert.doesNotMatch(unfunded, /Funding/);
});

Deno.test("the tear sheet tells of an open short, of liquidations and of what expired", () => {
  const sheet = terminalTearSheet({ ...report(), colour: false }).replaceAll("\n  ", " ");
  assert.match(
    sheet,
    /^Open trade: short 1 BTC\/USDT:USDT since 1970-01-01 08:00 at 70\.00, marked/m,
  );
  assert.match(sheet, /^2 requested: 1 filled, 1 expired\.$/m);
  assert.match(sheet, /^The venue liquidated 1 position\.$/m);
});

Deno.test("trades are marked by what they did: a short is entered by selling and left by buying", () => {
  const { result } = report();
  const svg = parseHTML(`<body>${tradesChart({ bars, trades: result.trades, instrument })}</body>`)
    .document.querySelector("svg")!;
  const dots = [...svg.querySelectorAll('[aria-label="dot"]')].map((group) =>
    [...group.querySelectorAll("path")].map((path) => [
      /rotate\(180\)/.test(path.getAttribute("transform")!) ? "▼" : "▲",
      path.querySelector("title")!.textContent!.split(" on ")[0],
    ])
  );
  assert.deepEqual(dots, [
    [["▼", "Sold short 2 at 100.00"], ["▲", "Bought 3 at 90.00"], ["▼", "Sold short 1 at 70.00"]],
    [["▲", "Bought back at 90.00"], ["▼", "Sold at 60.00"]],
  ]);
  assert.match(svg.textContent!, /▲ long or ▼ short entry/);
});
