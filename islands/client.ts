import { createClient } from "honox/client";
import { h, hydrate } from "preact";
import { clickableRows } from "./clickable_rows.ts";

/** Brings the islands of a page to life; the bundle of this file is all that the browser runs. */
const islands = {
  "/islands/ChartCursor.tsx": () => import("./ChartCursor.tsx"),
  "/islands/Connection.tsx": () => import("./Connection.tsx"),
  "/islands/SessionList.tsx": () => import("./SessionList.tsx"),
  "/islands/SessionPanel.tsx": () => import("./SessionPanel.tsx"),
  "/islands/ThemeChoice.tsx": () => import("./ThemeChoice.tsx"),
};

createClient({
  ISLAND_FILES: islands,
  hydrate: (element, root) => hydrate(element as never, root),
  createElement: (type, props) => h(type as never, props) as never,
});
clickableRows(document);
