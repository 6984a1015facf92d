import { binance } from "./binance.ts";
import { bybit } from "./bybit.ts";
import { kraken } from "./kraken.ts";
import type { FakeMarket } from "./market_data.ts";
import { okx } from "./okx.ts";
import type { FetchSeams } from "../../../../data/fetch/seams.ts";

/** One request that came in. */
export interface Call {
  /** Counted from 1, of this path only. */
  readonly nth: number;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** What may go wrong, on top of the market itself. */
export interface Script {
  /** Something else than the right answer. */
  readonly fault?: (call: Call) => Response | undefined;
  /** The right answer, changed. */
  readonly change?: (answer: unknown, call: Call) => unknown;
}

/** A venue on this machine that speaks the public protocols of Binance, OKX, Bybit and Kraken. */
export interface VenueServer extends AsyncDisposable {
  readonly calls: Call[];
  /** Waits that the client took, in milliseconds. */
  readonly waits: number[];
  /** For a client in this process: its requests come here, and it never really waits. */
  readonly seams: FetchSeams;
  readonly port: number;
}

const protocols = { binance, okx, bybit, kraken };

/** Serve a market, by script. */
export function serveVenue(market: FakeMarket, script: Script = {}): VenueServer {
  const calls: Call[] = [];
  const waits: number[] = [];
  const counts = new Map<string, number>();
  const answer = (request: Request): Response => {
    const url = new URL(request.url);
    const [, host = "", ...rest] = url.pathname.split("/");
    const path = `/${rest.join("/")}`;
    const nth = (counts.get(path) ?? 0) + 1;
    counts.set(path, nth);
    const call = { nth, host, path, query: url.searchParams };
    calls.push(call);
    const fault = script.fault?.(call);
    if (fault !== undefined) return fault;
    const name = (Object.keys(protocols) as (keyof typeof protocols)[])
      .find((each) => host.includes(each));
    const right = name && protocols[name](path, url.searchParams, market);
    if (right === undefined) return new Response(`no such page: ${host}${path}`, { status: 404 });
    const status = typeof right === "object" && right !== null && "code" in right &&
        Number(right.code) < 0
      ? 400
      : 200;
    return Response.json(script.change?.(right, call) ?? right, { status });
  };
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, answer);
  const { port } = server.addr;
  return {
    calls,
    waits,
    port,
    seams: { ...localSeams(port), sleep: (ms) => Promise.resolve(void waits.push(ms)) },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Sends every request to the port of this machine instead, its host kept in the path. */
export function localSeams(port: number): FetchSeams {
  return {
    send: (url, init) => {
      const { host, pathname, search } = new URL(url);
      return fetch(`http://127.0.0.1:${port}/${host}${pathname}${search}`, init);
    },
    monotonicMs: () => 0,
    paced: false,
    timeoutMs: 2000,
  };
}
