/**
 * How the page's stream stands. `paused`: the page is hidden, and what it shows may be old until it
 * is looked at again.
 */
export type ConnectionState = "connecting" | "connected" | "reconnecting" | "paused";

const listeners = new Set<(state: ConnectionState) => void>();
let current: ConnectionState = "connecting";

/** Says how the stream stands now. */
export function setConnection(state: ConnectionState): void {
  current = state;
  for (const listener of listeners) listener(state);
}

/** Hears how the stream stands, at once and on every change. Returns what ends it. */
export function onConnection(listener: (state: ConnectionState) => void): () => void {
  listeners.add(listener);
  listener(current);
  return () => void listeners.delete(listener);
}
