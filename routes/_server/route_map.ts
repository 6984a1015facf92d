import type { createApp } from "honox/server/base";
import * as error from "../_error.tsx";
import * as notFound from "../_404.tsx";
import * as renderer from "../_renderer.tsx";
import * as run from "../api/runs/[runId].ts";
import * as readings from "../api/runs/[runId]/readings.ts";
import * as runs from "../api/runs/index.ts";
import * as session from "../api/sessions/[sessionId].ts";
import * as sessions from "../api/sessions/index.ts";
import * as overview from "../index.tsx";
import * as livePage from "../live/[sessionId].tsx";
import * as liveCharts from "../live/[sessionId]/charts.ts";
import * as liveEvents from "../live/[sessionId]/events.ts";
import * as allEvents from "../live/events.ts";
import * as livePages from "../live/index.tsx";
import * as notebookPage from "../notebooks/[name].tsx";
import * as notebookPages from "../notebooks/index.tsx";
import * as runPage from "../runs/[runId].tsx";
import * as runPages from "../runs/index.tsx";

type Options = Parameters<typeof createApp>[0];

/**
 * Which file of `routes/` answers which address, as HonoX names them; folders that begin with "_"
 * hold no pages. Written out because Deno runs the files as they are, without a bundler's globs.
 */
export const routeMap = {
  root: "/routes",
  ROUTES: {
    "/routes/index.tsx": overview,
    "/routes/runs/index.tsx": runPages,
    "/routes/runs/[runId].tsx": runPage,
    "/routes/live/index.tsx": livePages,
    "/routes/live/events.ts": allEvents,
    "/routes/live/[sessionId].tsx": livePage,
    "/routes/live/[sessionId]/charts.ts": liveCharts,
    "/routes/live/[sessionId]/events.ts": liveEvents,
    "/routes/notebooks/index.tsx": notebookPages,
    "/routes/notebooks/[name].tsx": notebookPage,
    "/routes/api/runs/index.ts": runs,
    "/routes/api/runs/[runId].ts": run,
    "/routes/api/runs/[runId]/readings.ts": readings,
    "/routes/api/sessions/index.ts": sessions,
    "/routes/api/sessions/[sessionId].ts": session,
  },
  RENDERER: { "/routes/_renderer.tsx": renderer },
  NOT_FOUND: { "/routes/_404.tsx": notFound },
  ERROR: { "/routes/_error.tsx": error },
  MIDDLEWARE: {},
} as unknown as Options;
