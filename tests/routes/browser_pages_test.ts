import assert from "node:assert/strict";
import { bundleIslands, complaints, hasChromium, launch, onPage, serve } from "./browser.ts";
import { fakeSessions, inDataDir, session, spxRun } from "./fixtures.ts";
import { HOSTILE } from "./hostile.ts";
import { writeExecution } from "./notebook_files.ts";

Deno.test({ name: "pages in Chromium", ignore: !hasChromium() }, async (t) => {
  await bundleIslands();
  await inDataDir(async (dataDir) => {
    const { record } = await spxRun(dataDir);
    await writeExecution(dataDir, "hostile", HOSTILE, [record.runId]);
    const sessions = fakeSessions({ session: session() });
    const served = serve(dataDir, { sessions });
    const { url } = served;
    const runUrl = `${url}/runs/${record.runId}`;
    const browser = await launch();
    try {
      for (const colorScheme of ["light", "dark"] as const) {
        for (const width of [1280, 390]) {
          await t.step(
            `pages are whole, ${colorScheme}, ${width} pixels wide`,
            () =>
              onPage(browser, { colorScheme, viewport: { width, height: 900 } }, async (page) => {
                const found = complaints(page);
                const paths = ["/", "/runs", `/runs/${record.runId}`, "/live", "/notebooks"]
                  .concat(["/live/sma_cross_btc-1", "/notebooks/quick_start"]);
                for (const path of paths) {
                  await page.goto(url + path);
                  await page.locator(".theme").waitFor();
                  const beyond = await page.evaluate(() =>
                    document.documentElement.scrollWidth - innerWidth
                  );
                  assert.ok(beyond <= 0, `${path} is ${beyond} pixels too wide`);
                }
                assert.deepEqual(found, []);
              }),
          );
        }
      }

      await t.step(
        "a chosen theme is kept, and there before the first paint",
        () =>
          onPage(browser, { colorScheme: "light" }, async (page) => {
            await page.goto(url);
            const ground = () =>
              page.evaluate(() => getComputedStyle(document.body).backgroundColor);
            const light = await ground();
            await page.locator('.connection[data-state="connected"]').waitFor();
            await page.locator(".theme").selectOption("dark");
            assert.notEqual(await ground(), light);
            await page.goto(`${url}/runs`, { waitUntil: "commit" });
            await page.locator("main").waitFor({ state: "attached" });
            assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
            await page.locator(".theme").selectOption("system");
            assert.equal(await ground(), light);
          }),
      );

      await t.step(
        "the keyboard reaches a run, and shows where it is",
        () =>
          onPage(browser, {}, async (page) => {
            await page.goto(`${url}/runs`);
            await page.keyboard.press("Tab");
            assert.match(await page.locator(":focus").innerText(), /Skip to the page/);
            const link = page.locator("tbody a").first();
            for (
              let i = 0;
              i < 40 && !(await link.evaluate((node) => node === document.activeElement));
              i++
            ) {
              await page.keyboard.press("Tab");
              const outline = await page.locator(":focus").evaluate((node) =>
                getComputedStyle(node).outlineStyle
              );
              assert.notEqual(outline, "none");
            }
            await page.keyboard.press("Enter");
            await page.waitForURL(runUrl);
          }),
      );

      await t.step(
        "a click on a row opens it; pointing at a chart reads it; dragging narrows it",
        () =>
          onPage(browser, { viewport: { width: 1280, height: 1000 } }, async (page) => {
            const found = complaints(page);
            await page.goto(`${url}/runs`);
            await page.locator("tbody td").nth(4).click();
            await page.waitForURL(runUrl);
            const chart = page.locator("figure.wide").first();
            const readout = page.locator(".readout");
            const last = await readout.innerText();
            await chart.scrollIntoViewIfNeeded();
            const box = (await chart.boundingBox())!;
            const y = box.y + box.height / 2;
            const read = page.waitForResponse(/readings/);
            await page.mouse.move(box.x + box.width * 0.3, y);
            await read;
            await page.locator(".cursor").waitFor();
            assert.notEqual(await readout.innerText(), last);
            await page.mouse.down();
            await page.mouse.move(box.x + box.width * 0.5, y, { steps: 4 });
            await page.mouse.up();
            await page.waitForURL(/\?from=20\d\d-.*#charts$/);
            await page.locator("figure.wide").first().dblclick();
            await page.waitForURL(`${runUrl}#charts`);
            assert.deepEqual(found, []);
          }),
      );

      await t.step(
        "nothing in a hostile notebook runs, loads, navigates or restyles",
        () =>
          onPage(browser, {}, async (page) => {
            const found = complaints(page);
            await page.goto(`${url}/notebooks/hostile`);
            await page.waitForTimeout(500);
            assert.equal(page.url(), `${url}/notebooks/hostile`);
            assert.equal(await page.locator("html").getAttribute("data-pwned"), null);
            assert.ok(await page.locator("main").isVisible());
            const alive = "iframe, script, form, object, [onload], [onerror], [style]";
            assert.equal(await page.locator("article").locator(alive).count(), 0);
            await page.locator(`a[href="/runs/${record.runId}"]`).click();
            await page.waitForURL(runUrl);
            assert.deepEqual(found, []);
          }),
      );
    } finally {
      await browser.close();
      await served.close();
    }
  });
});
