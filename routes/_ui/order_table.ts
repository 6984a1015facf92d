import type { Instrument } from "../../data/instrument.ts";
import type { TableModel } from "../../islands/ui/table_model.ts";
import type { OrderRow } from "../../research/backtest/order_row.ts";
import { formatAtStep, MISSING, timeFormat } from "../../research/report/format.ts";

/** The run or session that orders are of. */
export interface OrdersOf {
  readonly instruments: readonly Pick<Instrument, "symbol" | "lotSize" | "tickSize" | "quote">[];
  readonly timeframe: string;
}

/** The latest orders as a table, the last first: what was asked for, why, and what became of it. */
export function orderTable(
  orders: readonly OrderRow[],
  { instruments, timeframe }: OrdersOf,
  most: number,
): TableModel {
  const time = timeFormat(timeframe);
  return {
    columns: [
      { title: "No." },
      { title: "Decided, UTC", words: true },
      { title: "Instrument", words: true },
      { title: "Order", words: true },
      { title: "Amount" },
      { title: "Price" },
      { title: "State", words: true },
      { title: "Why", words: true },
    ],
    rows: orders.slice(-most).reverse().map((order) => {
      const instrument = instruments[order.instrument]!;
      const refused = order.state === "refused" || order.state === "rejected";
      return {
        key: String(order.id),
        cells: [
          String(order.id),
          time(order.ts),
          instrument.symbol,
          orderWords(order),
          amountText(order, instrument),
          priceText(order, instrument.tickSize),
          { text: stateText(order), tone: refused ? "warning" as const : "plain" as const },
          { text: order.reason ?? order.why },
        ],
      };
    }),
  };
}

function orderWords({ side, type, terms, parent }: OrderRow): string {
  const until = terms.replace(/T(\d\d:\d\d):00\.000Z/, " $1");
  const words = [`${side} ${type.replaceAll("_", " ")}`, until];
  if (parent !== null) words.push(`protects ${parent}`);
  return words.filter((each) => each !== "").join(", ");
}

/** The state, with how much of the order was filled where that is neither none nor all of it. */
function stateText({ state, filled, quantity }: OrderRow): string {
  const part = Number(filled) > 0 && state !== "filled" && filled !== quantity;
  return part ? `${state}, ${filled} filled` : state;
}

function amountText(
  { quantity, quote }: OrderRow,
  instrument: OrdersOf["instruments"][number],
): string {
  if (quote !== null) return `${formatAtStep(Number(quote), "0.01")} ${instrument.quote}`;
  return quantity === null ? MISSING : formatAtStep(Number(quantity), instrument.lotSize);
}

function priceText({ type, limitPrice, stopPrice }: OrderRow, tickSize: string): string {
  const at = (price: string) => formatAtStep(Number(price), tickSize);
  if (type === "trailing_stop") return `${stopPrice} behind`;
  if (limitPrice !== null && stopPrice !== null) return `${at(stopPrice)}, limit ${at(limitPrice)}`;
  const price = limitPrice ?? stopPrice;
  return price === null ? MISSING : at(price);
}
