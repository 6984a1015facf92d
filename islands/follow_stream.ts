import { setConnection } from "./connection_state.ts";

const REOPEN_MS = 2_000;

/**
 * Follows a stream of server-sent events and hands over each of one name, parsed. A stream that
 * breaks is opened again; while the page is hidden it is closed. Returns what ends it.
 */
export function followStream<T>(url: string, event: string, take: (data: T) => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(url);
    source.addEventListener("open", () => setConnection("connected"));
    source.addEventListener("error", () => {
      setConnection("reconnecting");
      // The browser tries again by itself unless it was refused.
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    });
    source.addEventListener(event, ({ data }) => take(JSON.parse(data)));
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const onVisibility = () => {
    if (!document.hidden) return open();
    close();
    setConnection("paused");
  };
  document.addEventListener("visibilitychange", onVisibility);
  open();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    close();
  };
}
