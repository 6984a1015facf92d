import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { bundleIslands, complaints, hasChromium, launch, onPage, serve } from "./browser.ts";
import { fakeSessions, inDataDir, session } from "./fixtures.ts";

Deno.test({ name: "live sessions in Chromium", ignore: !hasChromium() }, async (t) => {
  await bundleIslands();
  await inDataDir(async (dataDir) => {
    const held = { session: session() };
    let served = serve(dataDir, { sessions: fakeSessions(held) });
    const sessionUrl = `${served.url}/live/${held.session.sessionId}`;
    const browser = await launch();
    try {
      await t.step(
        "figures of a session change in place, and nothing moves",
        () =>
          onPage(browser, { viewport: { width: 1280, height: 900 } }, async (page) => {
            const found = complaints(page);
            await page.goto(sessionUrl);
            await page.locator('.connection[data-state="connected"]').waitFor();
            const equity = page.locator(".key dd").first();
            const before = await equity.elementHandle();
            const places = await layout(page);
            held.session = session({ equity: 98_765.4, bars: 4, updated: 1 });
            await equity.getByText("98,765.40").waitFor();
            assert.equal(await before!.innerText(), "98,765.40", "it is the same element");
            assert.deepEqual(await layout(page), places);
            held.session = session({ held: false });
            await page.getByText("Interrupted").waitFor();
            assert.deepEqual(found, []);
            held.session = session();
          }),
      );

      await t.step("a change fades, and does not where motion is unwelcome", async () => {
        for (const reducedMotion of ["no-preference", "reduce"] as const) {
          await onPage(browser, { reducedMotion }, async (page) => {
            await page.goto(sessionUrl);
            await page.locator('.connection[data-state="connected"]').waitFor();
            held.session = session({ equity: 77_777, updated: 2 });
            await page.locator(".key dd").first().getByText("77,777.00").waitFor();
            const fading = await page.evaluate(() => document.getAnimations().length);
            assert.equal(fading > 0, reducedMotion === "no-preference");
            held.session = session();
            await page.locator(".key dd").first().getByText("101,500.25").waitFor();
          });
        }
      });

      await t.step(
        "a lost connection is said, and found again by itself",
        () =>
          onPage(browser, {}, async (page) => {
            await page.goto(sessionUrl);
            await page.locator('.connection[data-state="connected"]').waitFor();
            await served.close();
            await page.locator('.connection[data-state="reconnecting"]').waitFor();
            held.session = session({ equity: 55_555, updated: 3 });
            served = serve(dataDir, { sessions: fakeSessions(held) }, served.port);
            await page.locator('.connection[data-state="connected"]').waitFor();
            await page.locator(".key dd").first().getByText("55,555.00").waitFor();
            held.session = session();
          }),
      );
    } finally {
      await browser.close();
      await served.close();
    }
  });
});

/** Where every figure and heading stands. */
function layout(page: Page): Promise<number[][]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("h1, h2, .key > div, .connection, table")].map((node) => {
      const { x, y, width } = node.getBoundingClientRect();
      return [x, y, width];
    })
  );
}
