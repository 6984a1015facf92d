import { CANCEL, PLACE, type Simulation } from "../engine/mod.ts";
import { prepareSimulation, type SimulateInput } from "./simulate.ts";
import { type OrderRow, orderRows } from "./order_row.ts";

/** Rows shown before and after the one that is looked at. */
const AROUND = 2;

/** Lines that are shown as prices, or serve others. */
const UNNAMED = new Set(["", "open", "high", "low", "close", "volume"]);

/** What one instrument showed a strategy at a close. */
export interface TracedMarket {
  readonly symbol: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly position: number;
  /** Every line that has a name, such as "sma 10", and other data beside the bars. */
  readonly lines: readonly { readonly name: string; readonly value: number }[];
}

/** A fill, or another change of an order, with what led to it. */
export interface TracedEvent {
  readonly order: OrderRow | null;
  readonly text: string;
}

/** One row of a run, taken apart in the order in which it happens. */
export interface TracedRow {
  readonly row: number;
  readonly ts: number;
  /** What the venue did on the bar, and why open orders did not fill. */
  readonly venue: readonly TracedEvent[];
  readonly markets: readonly TracedMarket[];
  readonly cash: number;
  readonly equity: number;
  /** What was decided at the close, and what the risk gate made of it. */
  readonly decisions: readonly TracedEvent[];
}

/**
 * Runs a strategy up to a row and takes the rows around it apart: what the strategy saw, what it
 * decided, and why orders filled or did not.
 */
export function traceRun(input: SimulateInput, row: number): TracedRow[] {
  const simulation = prepareSimulation(input);
  const from = Math.max(0, row - AROUND);
  const to = Math.min(simulation.rows.length, row + AROUND + 1);
  simulation.run(from);
  const traced: TracedRow[] = [];
  for (let at = from; at < to; at++) traced.push(traceRow(simulation, at));
  return traced;
}

function traceRow(simulation: Simulation, row: number): TracedRow {
  const { orders, fills, flows, account, series, rows } = simulation;
  const before = orderRows(orders, account);
  const [firstFill, firstFlow] = [fills.rows, flows.rows];
  simulation.run(row + 1);
  const after = orderRows(orders, account);
  const known = after.slice(0, before.length);
  const requests = asked(simulation, row);
  const cancels = new Set(requests.filter(({ kind }) => kind === CANCEL).map(({ id }) => id));
  const venue: TracedEvent[] = [];
  for (let fill = firstFill; fill < fills.rows; fill++) {
    const order = after[fills.orderId[fill]! - 1] ?? null;
    venue.push({ order, text: fillText(simulation, fill) });
  }
  for (let flow = firstFlow; flow < flows.rows; flow++) {
    const amount = flows.amount[flow]!;
    const kind = flows.isFunding(flow) ? `funding at ${flows.rate[flow]}` : "insurance fund";
    venue.push({ order: null, text: `${kind}: ${amount > 0 ? "+" : ""}${amount.toFixed(2)}` });
  }
  for (const order of known) {
    const was = before[order.id - 1]!;
    const filledNow = order.filled !== was.filled;
    if (was.state !== "working" && was.state !== "held") continue;
    const cancelled = cancels.has(order.id) && order.reason === null;
    if (order.state !== was.state && !filledNow && !cancelled) {
      venue.push({ order, text: `${order.state}${order.reason ? `: ${order.reason}` : ""}` });
    } else if (was.state === "working" && !filledNow) {
      venue.push({ order, text: waitText(simulation, order) });
    }
  }
  return {
    row,
    ts: rows.ts[row]!,
    venue,
    markets: series.flatMap((own, i) => {
      if (own.index < 0 || own.ts.value !== rows.ts[row]) return [];
      return [{
        symbol: account.listings[i]!.symbol,
        open: own.open.value,
        high: own.high.value,
        low: own.low.value,
        close: own.close.value,
        volume: own.volume.value,
        position: account.units[i]!,
        lines: own.lines.filter(({ name }) => !UNNAMED.has(name)).map((line) => ({
          name: line.name,
          value: line.value,
        })),
      }];
    }),
    cash: account.cash,
    equity: account.equity(),
    decisions: [
      ...after.slice(before.length).map((order) => ({ order, text: verdict(order) })),
      ...requests.map(({ id, kind }) => ({
        order: null,
        text: `${kind === CANCEL ? "cancel" : "change"} #${id}`,
      })),
    ],
  };
}

/** Requests to cancel or change that were made on the row. */
function asked({ orders, rows }: Simulation, row: number): { id: number; kind: number }[] {
  const close = rows.ts[row]! + rows.timeframeMs;
  return Array.from({ length: orders.decided }, (_, i) => i)
    .filter((i) => orders.decisionTs[i] === close && orders.decisionKind[i] !== PLACE)
    .map((i) => ({ id: orders.decisions[i]!, kind: orders.decisionKind[i]! }));
}

function verdict({ state, reason }: OrderRow): string {
  if (state === "refused") return `refused by the risk gate: ${reason}`;
  if (state === "rejected") return `rejected by the venue: ${reason}`;
  return "passed the risk gate; can fill from the next bar on";
}

function fillText({ fills, account }: Simulation, fill: number): string {
  const { lot } = account.listings[fills.instrument[fill]!]!;
  const quantity = fills.lots[fill]! * lot.units / lot.scale;
  const side = fills.side[fill]! > 0 ? "bought" : "sold";
  const slipped = fills.slippage[fill]! > 0 ? `, slippage ${fills.slippage[fill]!.toFixed(2)}` : "";
  const cause = fills.orderId[fill]! > 0
    ? ""
    : fills.orderId[fill] === 0
    ? "liquidated: "
    : "delisted: ";
  return `${cause}${side} ${quantity} at ${fills.price[fill]}, fee ${
    fills.fee[fill]!.toFixed(2)
  }${slipped}`;
}

/** Why a working order was left alone by the bar. */
function waitText({ series, rows }: Simulation, order: OrderRow): string {
  const own = series[order.instrument]!;
  if (own.ts.value !== rows.ts[rows.length - 1] && own.index < 0) return "waits: no bar yet";
  const [low, high] = [own.low.value, own.high.value];
  const { type, side, limitPrice, stopPrice } = order;
  if (type === "trailing_stop") {
    return `waits: the bar of ${low} to ${high} did not reach its trail`;
  }
  const limited = type === "limit";
  const price = limited ? limitPrice : stopPrice;
  if (price === null) return "waits";
  const down = (side === "buy") === (limited || type === "take_profit");
  const extreme = down ? `low of ${low}` : `high of ${high}`;
  return limited
    ? `waits: the ${extreme} is not ${down ? "below" : "above"} its limit of ${price}`
    : `waits: the ${extreme} does not reach its trigger of ${price}`;
}
