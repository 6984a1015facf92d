import { dot, link, type Markish } from "@observablehq/plot";
import type { Bars } from "../../../data/bars.ts";
import type { Instrument } from "../../../data/instrument.ts";
import type { Trade } from "../../backtest/trade.ts";
import { formatAtStep, formatDate, formatMinute, formatMoney, formatPlural } from "../format.ts";
import { colours } from "./colours.ts";
import { framed, type TimeChartOptions } from "./frame.ts";
import { plotSvg } from "./plot_svg.ts";
import { priceMarks } from "./price_marks.ts";
import { chooseScale, type ScaleChoice, valueText } from "./scale.ts";
import { thinTrades } from "./thin_trades.ts";

/** What a chart of trades shows. */
export interface TradesChartData {
  readonly bars: Bars;
  /** Trades of this instrument. */
  readonly trades: readonly Trade[];
  readonly instrument: Instrument;
}

/** How a chart of trades is drawn. */
export interface TradesChartOptions extends TimeChartOptions {
  readonly scale?: ScaleChoice;
  /** The most trades that are drawn, those that moved most of their time; a fifth of the width. */
  readonly maxTrades?: number;
}

/**
 * Trades on price as SVG: candles where they are wide enough to read, else the close as a line; ▲
 * where the trade bought and ▼ where it sold, at its prices, entry and exit joined by a thin link in
 * the colour of the outcome.
 */
export function tradesChart(data: TradesChartData, options: TradesChartOptions = {}): string {
  const { width = 1216, height = 360, timeAxis = true, scale = "auto" } = options;
  const { bars, instrument } = data;
  const trades = thinTrades(data.trades, options.maxTrades ?? Math.floor(width / 5));
  const axis = chooseScale(scale, [bars.low, bars.high]);
  const frame = {
    width,
    height,
    timeAxis,
    from: bars.ts[0] ?? 0,
    to: bars.ts.at(-1) ?? 0,
    format: valueText([bars.low, bars.high]),
    ticks: axis.ticks,
    y: { type: axis.type, nice: false },
    legend: [
      { name: `${instrument.symbol}, ${instrument.quote}`, colour: colours.ink },
      ...legendOf(trades),
    ],
  };
  return plotSvg(
    describe(data, trades.length),
    framed(frame, [...priceMarks(bars, width), ...tradeMarks(trades, instrument, width)]),
  );
}

function legendOf(trades: readonly Trade[]): { name: string; colour: string }[] {
  const long = trades.length === 0 || trades.some(({ side }) => side === "long");
  const short = trades.some(({ side }) => side === "short");
  const [entries, exits] = short
    ? long ? ["▲ long or ▼ short entry", "▼ ▲ exit"] : ["▼ short entry", "▲ exit"]
    : ["▲ entry", "▼ exit"];
  return [
    { name: entries!, colour: colours.accent },
    { name: `${exits}, gain`, colour: colours.gain },
    { name: `${exits}, loss`, colour: colours.loss },
  ];
}

function tradeMarks(
  trades: readonly Trade[],
  instrument: Instrument,
  width: number,
): Markish[] {
  const closed = trades.filter((trade) => trade.exitTs !== null);
  const buying = (trade: Trade, enters: boolean) => (trade.side === "long") === enters ? 0 : 180;
  const entry = { x: (t: Trade) => new Date(t.entryTs), y: (t: Trade) => t.entryPrice };
  const exit = { x: (t: Trade) => new Date(t.exitTs!), y: (t: Trade) => t.exitPrice };
  const outcome = {
    value: (trade: Trade) => trade.profit > 0 ? colours.gain : colours.loss,
    scale: null,
  };
  const marker = {
    symbol: "triangle",
    r: Math.max(2.5, Math.min(5, width / trades.length / 4)),
    stroke: colours.ground,
    strokeWidth: 0.75,
  } as const;
  return [
    link(closed, {
      x1: entry.x,
      y1: entry.y,
      x2: exit.x,
      y2: exit.y,
      stroke: outcome,
      strokeWidth: 1,
    }),
    dot(trades, {
      ...entry,
      ...marker,
      rotate: (trade: Trade) => buying(trade, true),
      fill: colours.accent,
      title: (trade: Trade) => entryText(trade, instrument),
    }),
    dot(closed, {
      ...exit,
      ...marker,
      rotate: (trade: Trade) => buying(trade, false),
      fill: outcome,
      title: (trade: Trade) => exitText(trade, instrument),
    }),
  ];
}

function entryText(trade: Trade, { lotSize, tickSize }: Instrument): string {
  return `${trade.side === "long" ? "Bought" : "Sold short"} ${
    formatAtStep(trade.quantity, lotSize)
  } at ` +
    `${formatAtStep(trade.entryPrice, tickSize)} on ${formatMinute(trade.entryTs)}`;
}

function exitText(trade: Trade, { tickSize, quote }: Instrument): string {
  const profit = formatMoney(trade.profit, { currency: quote, sign: true });
  const done = trade.side === "long" ? "Sold" : "Bought back";
  return `${done} at ${formatAtStep(trade.exitPrice, tickSize)} on ` +
    `${formatMinute(trade.exitTs!)}: ${profit} ${quote}`;
}

function describe({ bars, trades, instrument }: TradesChartData, drawn: number): string {
  const span = bars.ts.length === 0
    ? "no bars"
    : `from ${formatDate(bars.ts[0]!)} to ${formatDate(bars.ts.at(-1)!)}`;
  const thinned = drawn < trades.length ? `, ${drawn} of them drawn` : "";
  return `Price of ${instrument.symbol}, ${instrument.quote}, ${span}, ` +
    `with ${formatPlural(trades.length, "trade")}${thinned}`;
}
