import { messageOf } from "../message_of.ts";
import { UserError } from "../user_error.ts";
import type { Seams } from "./seams.ts";
import { VenueFailure } from "./venue_failure.ts";

/** Sends a client's requests and keeps the last answer whole. */
export interface Transport {
  /** For `fetchImplementation`: the answer with its body read, or a thrown failure. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Requests sent so far. */
  readonly requests: number;
  /** The last answer's JSON, of the requests since {@linkcode begin}. */
  readonly body: unknown;
  /** Begin a call: what an earlier one left behind may still arrive, and does not count. */
  readonly begin: () => void;
  /** The `Date` of the last answer, in milliseconds; `undefined` where it had none. */
  readonly date: number | undefined;
}

/**
 * A transport to one venue. The body is read within the same deadline as the headers, and an answer
 * of success must be JSON: a page of HTML or a body that breaks off is a failure here, before a
 * parser can take it for an empty list.
 *
 * @throws {VenueFailure} where the venue is out of reach, asks for patience or answers with
 * something else than JSON.
 * @throws {UserError} where it refuses requests from this place.
 */
export function openTransport(venue: string, seams: Seams): Transport {
  const { signal } = seams;
  const state = {
    requests: 0,
    calls: 0,
    begin: () => {
      state.calls++;
      state.body = undefined;
    },
    body: undefined as unknown,
    date: undefined as number | undefined,
    fetch: async (url: string, init: RequestInit): Promise<Response> => {
      signal?.throwIfAborted();
      state.requests++;
      const call = state.calls;
      const { response, text } = await receive(url, init, seams);
      refuseStatus(venue, response);
      const answer = response.ok ? parseBody(text) : undefined;
      if (call === state.calls) [state.body, state.date] = [answer, dateOf(response)];
      const { status, statusText } = response;
      return new Response(text, { status, statusText, headers: response.headers });
    },
  };
  return state;
}

/** An answer with its whole body, both within one deadline. */
async function receive(url: string, init: RequestInit, { send, timeoutMs, signal }: Seams) {
  const stop = new AbortController();
  const interrupt = () => stop.abort(signal!.reason);
  signal?.addEventListener("abort", interrupt, { once: true });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop.abort();
  }, timeoutMs);
  const { method = "GET", headers = {}, body = null } = init;
  try {
    const request = { method, headers, body, redirect: "error", signal: stop.signal } as const;
    const response = await send(url, request);
    return { response, text: await response.text() };
  } catch (error) {
    signal?.throwIfAborted();
    if (late) throw new VenueFailure(`no answer within ${timeoutMs / 1000} s`);
    throw new VenueFailure(`it cannot be reached (${messageOf(error)})`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", interrupt);
  }
}

function refuseStatus(venue: string, response: Response): void {
  const { status } = response;
  if (status === 451) {
    throw new UserError(
      `Cannot fetch from "${venue}": it refuses requests from this place (HTTP 451); ` +
        `use another venue, or HTTPS_PROXY for another way out`,
    );
  }
  if (status === 429 || status === 418) {
    const retryAfterMs = retryAfterOf(response);
    throw new VenueFailure(`too many requests (HTTP ${status})`, { retryAfterMs });
  }
  if (status >= 500) throw new VenueFailure(`it is not available (HTTP ${status})`);
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const start = text.slice(0, 40).replace(/\s+/g, " ").replace(/\p{C}/gu, "?");
    throw new VenueFailure(
      text === ""
        ? "its answer is empty"
        : `its answer is not whole JSON (${text.length} characters that begin ${
          JSON.stringify(start)
        })`,
    );
  }
}

/** `Retry-After` in either form, a number of seconds or a date. */
function retryAfterOf(response: Response): number | undefined {
  const text = response.headers.get("retry-after")?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  if (Number.isNaN(date)) return undefined;
  return Math.max(0, date - (dateOf(response) ?? Date.now()));
}

function dateOf(response: Response): number | undefined {
  const date = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(date) ? undefined : date;
}
