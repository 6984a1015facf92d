import type { TableModel } from "../../islands/ui/table_model.ts";
import type { SessionDetail } from "../../live/journal/session_view.ts";
import {
  formatMinute,
  formatMoney,
  formatNumber,
  timeFormat,
} from "../../research/report/format.ts";
import { signed } from "../../research/report/run_report.ts";

/** Orders, fills and notes that a page lists, the latest first. */
export const LISTED = 50;

/** What the session holds at its last bar. */
export function positionTable({ positions }: SessionDetail): TableModel {
  return {
    columns: [
      { title: "Instrument", words: true },
      { title: "Quantity" },
      { title: "Entry price" },
      { title: "Last price" },
      { title: "Value" },
      { title: "Unrealised" },
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
        String(fill.orderId),
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
