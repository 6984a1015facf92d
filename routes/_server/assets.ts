import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { tokens } from "../../research/report/tokens.ts";
import displayStyle from "../../research/notebook/notebook.css" with { type: "text" };
import reportStyle from "../../research/report/html/report.css" with { type: "text" };
import chartStyle from "../../static/charts.css" with { type: "text" };
import frameStyle from "../../static/frame.css" with { type: "text" };
import icon from "../../static/icon.svg" with { type: "text" };
import notebookStyle from "../../static/notebook.css" with { type: "text" };
import pageStyle from "../../static/page.css" with { type: "text" };
import theme from "../../static/theme.js" with { type: "text" };

/** A file that the browser fetches; its path names its content, so it may be kept for ever. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

/** Everything that pages need besides themselves. */
export interface Assets {
  readonly style: Asset;
  readonly icon: Asset;
  /** The islands; null where they were not bundled, and pages then stand still. */
  readonly client: Asset | null;
  /** Applies the kept theme before the first paint; it stands in each page. */
  readonly theme: string;
}

const CLIENT = fileURLToPath(new URL("../../static/build/client.js", import.meta.url));

/** One style sheet: what reports and displays share with pages first, then what only pages have. */
const STYLE = [tokens, reportStyle, displayStyle, frameStyle, pageStyle, chartStyle, notebookStyle]
  .join("\n");

/** Reads the assets and names them by their content. */
export function loadAssets(): Assets {
  const client = readIfThere(CLIENT);
  return {
    style: asset("app", "css", "text/css", STYLE),
    icon: asset("icon", "svg", "image/svg+xml", icon),
    client: client === null ? null : asset("client", "js", "text/javascript", client),
    theme: theme.trim(),
  };
}

function asset(name: string, extension: string, type: string, text: string): Asset {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  return { path: `/static/${name}-${hash}.${extension}`, type, text };
}

function readIfThere(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
