import type { Hono } from "hono";
import type { Instrument } from "../../data/instrument.ts";
import type { SessionDetail } from "../../live/journal/session_view.ts";
import { UserError } from "../../data/user_error.ts";
import { type Backtest, backtest } from "../../research/backtest/backtest.ts";
import smaCross from "../../research/strategies/sma_cross.ts";
import leveredSwing from "../live/runner/levered_swing.ts";
import { createApp } from "../../routes/_server/create_app.ts";
import {
  type Dashboard,
  openDashboard,
  type SessionReader,
} from "../../routes/_server/dashboard.ts";

export const HOST = "127.0.0.1:8000";

/** Runs a test over a data directory of its own that is gone afterwards. */
export async function inDataDir(action: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "tapeout_routes_" });
  try {
    await action(dataDir);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** The app over a data directory, with parts of it replaced. */
export function appOver(dataDir: string, parts: Partial<Dashboard> = {}): Hono {
  return createApp({ dashboard: { ...openDashboard(dataDir), ...parts }, hosts: [HOST] });
}

/** Asks the app as a browser on this machine would. */
export async function get(
  app: Hono,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ response: Response; status: number; text: string }> {
  const response = await app.request(`http://${HOST}${path}`, { headers });
  return { response, status: response.status, text: await response.text() };
}

/** The reference run over the S&P 500, by day. */
export function spxRun(dataDir: string): Promise<Backtest> {
  return backtest(smaCross, {
    dataDir,
    params: { fast: 10, slow: 30 },
    cash: 1_000_000,
    feeBps: 10,
    source: "sma_cross",
  });
}

/** Thirty-five thousand hours of bitcoin. */
export function btcRun(dataDir: string): Promise<Backtest> {
  return backtest(smaCross, { dataDir, symbols: ["BTC/USDT"], timeframe: "1h", slippageBps: 2 });
}

/** Two months of a leveraged perpetual, long and short, that ends in liquidations. */
export function perpetualRun(dataDir: string): Promise<Backtest> {
  return backtest(leveredSwing, {
    ...{ dataDir, symbols: ["BTC/USDT:USDT"], timeframe: "1h" },
    ...{ from: Date.UTC(2023, 0), to: Date.UTC(2023, 2), leverage: 20, marginMode: "isolated" },
    ...{ spreadBps: 1, params: { stopBps: 40, targetBps: 40 } },
  });
}

/** Bitcoin as the sample data hold it. */
export const BITCOIN: Instrument = {
  venue: "binance",
  symbol: "BTC/USDT",
  kind: "spot",
  base: "BTC",
  quote: "USDT",
  tickSize: "0.01",
  lotSize: "0.00001",
  minNotional: "5",
  makerFeeBps: 10,
  takerFeeBps: 10,
  calendar: "crypto",
};

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

/** A live session that holds a position after three bars. */
export function session(parts: Partial<SessionDetail> = {}): SessionDetail {
  return {
    sessionId: "sma_cross_btc-1",
    deployment: "sma_cross_btc",
    artefact: { name: "sma_cross", version: 2, hash: "ab".repeat(32) },
    overrides: [],
    venue: "paper",
    symbols: ["BTC/USDT"],
    instruments: [BITCOIN],
    model: {},
    drillDown: null,
    timeframe: "1h",
    state: "running",
    reason: "",
    started: START,
    updated: START,
    held: true,
    from: START,
    to: START + 2 * HOUR,
    bars: 3,
    startingCash: 100_000,
    cash: 1_000,
    equity: 101_500.25,
    exposure: 100_500.25,
    orders: 1,
    fills: 1,
    positions: [{
      symbol: "BTC/USDT",
      quantity: 2.5,
      entryPrice: 39_600,
      mark: 40_200.1,
      value: 100_500.25,
      unrealised: 1_500.25,
      liquidationPrice: null,
    }],
    ordersList: [{
      id: 1,
      ts: START + HOUR,
      bar: 0,
      instrument: 0,
      side: "buy",
      type: "market",
      quantity: null,
      quote: "99000.123456",
      limitPrice: null,
      stopPrice: null,
      terms: "",
      parent: null,
      group: null,
      filled: "2.5",
      state: "filled",
      why: "fast crossed above slow",
      reason: null,
    }],
    fillsList: [{
      tradeId: "t1",
      ts: START + HOUR,
      orderId: 1,
      symbol: "BTC/USDT",
      side: "buy",
      quantity: 2.5,
      price: 39_600,
      fee: 99,
    }],
    paymentsList: [],
    equityCurve: {
      ts: [START, START + HOUR, START + 2 * HOUR],
      equity: [100_000, 99_900, 101_500.25],
    },
    notes: [{ at: START, text: "started" }],
    ...parts,
  };
}

/** Sessions that a test changes as it goes. */
export function fakeSessions(held: { session: SessionDetail }): SessionReader {
  return {
    list: () => [held.session],
    read: (sessionId) => {
      if (sessionId === held.session.sessionId) return held.session;
      throw new UserError(`No session "${sessionId}"`);
    },
    version: () => JSON.stringify(held.session),
  };
}
