/** What a fetch takes from the world, so that a test can put a venue of its own in its place. */
export interface FetchSeams {
  /** Sends requests; the platform's own `fetch` where it is not named. */
  readonly send?: (url: string, init: RequestInit) => Promise<Response>;
  /** Waits; rejects with the signal's reason once it is aborted. */
  readonly sleep?: (durationMs: number, signal: AbortSignal | undefined) => Promise<void>;
  /** A clock that never jumps, in milliseconds from any origin. */
  readonly monotonicMs?: () => number;
  /** Whether requests keep the pace that the venue allows. On unless it is `false`. */
  readonly paced?: boolean;
  /** How long an answer may take, its body included. */
  readonly timeoutMs?: number;
  /** Ends the fetch at the next request or wait. */
  readonly signal?: AbortSignal | undefined;
}

/** The seams with the platform's own where none is named. */
export type Seams = Required<FetchSeams>;

const defaultTimeoutMs = 20_000;

/** The seams that a caller named, and the platform's own for the rest. */
export function withDefaults(seams: FetchSeams): Seams {
  return {
    send: (url, init) => fetch(url, init),
    sleep: abortableSleep,
    monotonicMs: () => performance.now(),
    paced: true,
    timeoutMs: defaultTimeoutMs,
    signal: undefined,
    ...seams,
  };
}

function abortableSleep(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const abort = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, durationMs);
    signal?.addEventListener("abort", abort, { once: true });
  });
}
