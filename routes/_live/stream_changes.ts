import type { Context } from "hono";
import { streamSSE } from "hono/streaming";

/** What is streamed, and when it has changed. */
export interface Changing {
  /** The name of the event. */
  readonly event: string;
  /** A cheap text that changes whenever the view would. */
  version(): string;
  /** What the event carries, as JSON. */
  view(): unknown;
}

/** How often it is looked whether something changed, and how long a stream may be silent. */
const POLL_MS = 250;
const HEARTBEAT_MS = 15_000;

/**
 * Streams a view as server-sent events: at once, then whenever it has changed. A comment now and then
 * keeps the connection known to be alive; the stream ends when the client leaves.
 */
export function streamChanges(c: Context, { event, version, view }: Changing): Response {
  return streamSSE(c, async (stream) => {
    let sent: string | null = null;
    let silentMs = 0;
    while (!stream.aborted && !stream.closed) {
      const now = version();
      if (now !== sent) {
        sent = now;
        silentMs = 0;
        await stream.writeSSE({ event, data: JSON.stringify(view()), retry: 1000 });
      } else if (silentMs >= HEARTBEAT_MS) {
        silentMs = 0;
        await stream.write(": still here\n\n");
      }
      silentMs += POLL_MS;
      await pause(stream);
    }
  });
}

/** Waits until the next look, or until the client has left. */
function pause(stream: { onAbort(listener: () => void): void }): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, POLL_MS);
    stream.onAbort(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
