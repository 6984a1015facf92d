import type { TracedEvent, TracedMarket, TracedRow } from "../../backtest/trace.ts";
import { formatMoney, timeFormat } from "../format.ts";
import type { Paint } from "./paint.ts";
import { wrap } from "./wrap.ts";

/** Where the words of a traced row begin. */
const INDENT = 10;

/**
 * A stretch of a run taken apart, row by row: what the venue did on the bar, what the strategy saw at
 * its close, and what it decided. Ends with a newline.
 */
export function traceText(
  rows: readonly TracedRow[],
  { timeframe, width, paint }: {
    readonly timeframe: string;
    readonly width: number;
    readonly paint: Paint;
  },
): string {
  const time = timeFormat(timeframe);
  const blocks = rows.map((row) =>
    [
      paint.bold(`Bar ${row.row}, ${time(row.ts)} UTC`),
      ...row.markets.map((market) => `  ${priceText(market)}`),
      ...labelled("venue", row.venue.map(eventText), width),
      ...labelled("saw", [...row.markets.flatMap(seenText), accountText(row)], width),
      ...labelled("decided", row.decisions.map(eventText), width),
    ].join("\n")
  );
  return blocks.join("\n\n") + "\n";
}

function labelled(label: string, lines: readonly string[], width: number): string[] {
  const texts = lines.length === 0 ? ["nothing"] : lines;
  return texts.flatMap((text, i) =>
    wrap(text, width - INDENT).map((line, j) =>
      (i === 0 && j === 0 ? `  ${label}` : "").padEnd(INDENT) + line
    )
  );
}

function priceText({ symbol, open, high, low, close, volume }: TracedMarket): string {
  return `${symbol}: open ${open}, high ${high}, low ${low}, close ${close}, volume ${volume}`;
}

function seenText({ symbol, position, lines }: TracedMarket): string[] {
  const values = lines.map(({ name, value }) => `${name} ${Number(value.toPrecision(9))}`);
  return [...(values.length === 0 ? [] : [values.join(", ")]), `position ${position} ${symbol}`];
}

function accountText({ cash, equity }: TracedRow): string {
  return `cash ${formatMoney(cash)}, equity ${formatMoney(equity)}`;
}

function eventText({ order, text }: TracedEvent): string {
  if (order === null) return text;
  const { id, side, type, quantity, quote, limitPrice, stopPrice, why } = order;
  const amount = quote === null ? quantity ?? "what fills" : `${quote} of quote`;
  const prices = [limitPrice && `limit ${limitPrice}`, stopPrice && `at ${stopPrice}`]
    .filter((each) => each).join(" ");
  const kind = type === "limit" ? "" : `${type.replaceAll("_", " ")} `;
  const words = `#${id} ${side} ${amount} ${kind}${prices}`.trim();
  return `${words} (${why}): ${text}`;
}
