import { Hono } from "hono";
import { createApp as createHonoX } from "honox/server/base";
import type { Dashboard } from "./dashboard.ts";
import { routeMap } from "./route_map.ts";
import { contentSecurity, localOnly } from "./security.ts";

/** How the app is reached. */
export interface AppOptions {
  readonly dashboard: Dashboard;
  /** Names by which a browser may ask for it, with the port; the first is the one to print. */
  readonly hosts: readonly string[];
}

/** The web app: pages by file, as HonoX has them, behind the checks of every request. */
export function createApp({ dashboard, hosts }: AppOptions): Hono {
  const app = new Hono();
  app.use(contentSecurity(), localOnly(hosts));
  app.use(async (c, next) => {
    c.set("dashboard", dashboard);
    await next();
    if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-cache");
  });
  const { style, icon, client } = dashboard.assets;
  for (const { path, type, text } of [style, icon, ...(client ? [client] : [])]) {
    app.get(path, (c) =>
      c.body(text, 200, {
        "Content-Type": `${type}; charset=utf-8`,
        "Cache-Control": "public, max-age=31536000, immutable",
      }));
  }
  return createHonoX({ app, ...routeMap }) as unknown as Hono;
}
