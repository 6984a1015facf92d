import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { fileURLToPath } from "node:url";
import { createApp } from "../../routes/_server/create_app.ts";
import { type Dashboard, openDashboard } from "../../routes/_server/dashboard.ts";

const CHROMIUM = "/usr/bin/chromium";
const root = fileURLToPath(new URL("../../", import.meta.url));

/** Whether there is a browser to test in; says so where there is none. */
export function hasChromium(): boolean {
  try {
    return Deno.statSync(CHROMIUM).isFile;
  } catch {
    console.error(
      `No ${CHROMIUM}: the browser tests are skipped; "apt-get install chromium" adds it`,
    );
    return false;
  }
}

/** Chromium without a screen and without calls home. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
      .concat(["--disable-background-networking", "--disable-component-update", "--disable-sync"]),
  });
}

/** Bundles the islands as the task does. */
export async function bundleIslands(): Promise<void> {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${root}deno.json`));
  const words = tasks.start.command.split(" && ")[0].split(" ").slice(1);
  const { success } = await new Deno.Command(Deno.execPath(), { args: words, cwd: root }).output();
  if (!success) throw new Error("the islands cannot be bundled");
}

/** The dashboard on a port of this machine, until it is closed. */
export interface Served {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the dashboard over a data directory, with parts of it replaced. */
export function serve(dataDir: string, parts: Partial<Dashboard> = {}, port = 0): Served {
  const stop = new AbortController();
  let answer: (request: Request) => Response | Promise<Response> = () => new Response(null);
  const server = Deno.serve(
    { hostname: "127.0.0.1", port, signal: stop.signal, onListen: () => {} },
    (request) => answer(request),
  );
  const host = `127.0.0.1:${server.addr.port}`;
  answer = createApp({ dashboard: { ...openDashboard(dataDir), ...parts }, hosts: [host] }).fetch;
  return {
    url: `http://${host}`,
    port: server.addr.port,
    close: async () => {
      stop.abort();
      await server.finished;
    },
  };
}

/** Collects what a page complains of, and every request that leaves this machine. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") found.push(message.text());
  });
  page.on("pageerror", (error) => found.push(error.message));
  page.on("dialog", (dialog) => {
    found.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:|data:)/.test(request.url())) found.push(`asks ${request.url()}`);
  });
  return found;
}

/** Runs an action on a page of its own, with settings such as the theme and the size. */
export async function onPage(
  browser: Browser,
  settings: BrowserContextOptions,
  action: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(settings);
  context.setDefaultTimeout(10_000);
  try {
    await action(await context.newPage());
  } finally {
    await context.close();
  }
}
