import type { Cell, TableModel } from "../../islands/ui/table_model.ts";
import type { SessionDetail } from "../../live/journal/session_view.ts";
import {
  formatMinute,
  formatMoney,
  formatNumber,
  formatPercent,
  timeFormat,
} from "../../research/report/format.ts";
import { signed } from "../../research/report/run_report.ts";
import { takingWord } from "../../research/report/takings.ts";

/** Orders, fills and notes that a page lists, the latest first. */
export const LISTED = 50;

/** What the session holds at its last bar. */
export function positionTable({ positions }: SessionDetail): TableModel {
  const margined = positions.some(({ liquidationPrice }) => liquidationPrice !== null);
  return {
    columns: [
      { title: "Instrument", words: true },
      { title: "Quantity" },
      { title: "Entry price" },
      { title: "Last price" },
      { title: "Value" },
      { title: "Unrealised" },
      ...(margined ? [{ title: "Liquidated at" }] : []),
    ],
    rows: positions.filter(({ quantity }) => quantity !== 0).map((position) => ({
      key: position.symbol,
      cells: [
        position.symbol,
        quantityText(position.quantity),
        formatMoney(position.entryPrice),
        formatMoney(position.mark),
        formatMoney(position.value),
        signed(formatMoney(position.unrealised, { sign: true })),
        ...(margined ? [formatMoney(position.liquidationPrice)] : []),
      ],
    })),
  };
}

/** Fills as the venue reported them. */
export function fillTable({ fillsList, timeframe }: SessionDetail): TableModel {
  const time = timeFormat(timeframe);
  return {
    columns: [
      { title: "Filled, UTC", words: true },
      { title: "Instrument", words: true },
      { title: "Side", words: true },
      { title: "Quantity" },
      { title: "Price" },
      { title: "Value" },
      { title: "Fee" },
      { title: "Order" },
    ],
    rows: latest(fillsList).map((fill) => ({
      key: fill.tradeId,
      cells: [
        time(fill.ts),
        fill.symbol,
        fill.side,
        quantityText(fill.quantity),
        formatMoney(fill.price),
        formatMoney(fill.quantity * fill.price),
        formatMoney(fill.fee),
        orderCell(fill.orderId),
      ],
    })),
  };
}

function orderCell(orderId: number): Cell {
  const taking = takingWord(orderId);
  return taking === "" ? String(orderId) : { text: taking, tone: "warning" };
}

/** Funding and what the insurance fund paid, by the bar that it fell to. */
export function paymentTable({ paymentsList, timeframe }: SessionDetail): TableModel {
  const time = timeFormat(timeframe);
  return {
    columns: [
      { title: "Bar, UTC", words: true },
      { title: "Instrument", words: true },
      { title: "Kind", words: true },
      { title: "Rate, %" },
      { title: "Price" },
      { title: "Amount" },
    ],
    rows: latest(paymentsList).map((payment, i) => ({
      key: String(paymentsList.length - i),
      cells: [
        time(payment.ts),
        payment.symbol,
        payment.kind,
        formatPercent(payment.rate, { decimals: 4, sign: true, unit: false }),
        formatMoney(payment.price),
        signed(formatMoney(payment.amount, { sign: true })),
      ],
    })),
  };
}

/** What the runner noted, by the clock of the machine. */
export function noteTable({ notes }: SessionDetail): TableModel {
  return {
    columns: [{ title: "Time, UTC", words: true }, { title: "Note", words: true }],
    rows: latest(notes).map(({ at, text }, i) => ({
      key: String(notes.length - i),
      cells: [formatMinute(at), text],
    })),
  };
}

function latest<T>(all: readonly T[]): T[] {
  return all.slice(-LISTED).reverse();
}

/** A quantity with the digits that it has, at most eight. */
function quantityText(quantity: number): string {
  const digits = quantity.toFixed(8).replace(/0+$/, "").split(".")[1]?.length ?? 0;
  return formatNumber(quantity, { decimals: digits });
}
