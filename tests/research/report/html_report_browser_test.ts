import assert from "node:assert/strict";
import { chromium, type Page } from "playwright-core";
import { computeMetrics } from "../../../research/metrics/compute_metrics.ts";
import { htmlReport } from "../../../research/report/html/html_report.ts";
import { spxBars, spxBuyAndHold, spxRun } from "../metrics/oracle.ts";

const FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run " +
  "--disable-background-networking --disable-component-update --disable-sync";

/** Least contrast of a figure on its cell of the heat map, as the browser paints them. */
function leastContrast(): number {
  const context = document.createElement("canvas").getContext("2d", {
    willReadFrequently: true,
  })!;
  const luminance = (colour: string) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const ink = luminance(getComputedStyle(document.body).color);
  const cells = [...document.querySelectorAll("figure.wide [aria-label=cell] rect")];
  return Math.min(...cells.map((cell) => {
    const [dark, light] = [luminance(getComputedStyle(cell).fill), ink].sort((a, b) => a - b);
    return (light! + 0.05) / (dark! + 0.05);
  }));
}

function visibleCharts(page: Page): Promise<number> {
  return page.locator("svg.plot:visible").count();
}

Deno.test("htmlReport reads well in both themes, on a page and on a phone", async () => {
  const { result } = spxRun(10, 30);
  const benchmark = spxBuyAndHold();
  const text = await htmlReport({
    result,
    metrics: computeMetrics(result),
    benchmark: { result: benchmark, metrics: computeMetrics(benchmark) },
    bars: [spxBars()],
  });
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: FLAGS.split(" "),
  });
  try {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 } });
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("request", (request) => complaints.push(request.url()));
      await page.setContent(text);
      assert.equal(await visibleCharts(page), 4);
      assert.ok(await page.evaluate(leastContrast) >= 4.5);
      const ground = await page.locator("body").evaluate((body) =>
        getComputedStyle(body).backgroundColor
      );
      assert.equal(ground, colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(14, 17, 22)");
      await page.setViewportSize({ width: 390, height: 844 });
      assert.equal(await visibleCharts(page), 4);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide for a phone`);
      assert.deepEqual(complaints, []);
      await page.close();
    }
  } finally {
    await browser.close();
  }
});
