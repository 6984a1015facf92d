import { axisX, axisY, cell, text } from "@observablehq/plot";
import type { MonthReturn, YearReturn } from "../../metrics/period_returns.ts";
import { formatPercent } from "../format.ts";
import { toneOf } from "../run_report.ts";
import { colours } from "./colours.ts";
import { plotSvg } from "./plot_svg.ts";

const COLUMNS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Year".split(" ");

/** How strong the strongest colour is, in percent; more would drown the figure on it. */
const STRONGEST = 56;

/** What a heat map of months shows. */
export interface MonthlyChartData {
  readonly months: readonly MonthReturn[];
  readonly years: readonly YearReturn[];
}

/**
 * Monthly returns as a heat map in SVG, a year a line, the year's return at its end. Colour runs from
 * loss through the ground at 0 to gain with the same limit on both sides: the 95th percentile of
 * size, or half of the largest. Every cell carries its figure in percent.
 */
export function monthlyChart(
  { months, years }: MonthlyChartData,
  { width = 1216 }: { readonly width?: number } = {},
): string {
  const narrow = width < 720;
  const limit = colourLimit(months);
  const monthCells = months.map((month) => ({ ...month, column: COLUMNS[month.month - 1]! }));
  const yearCells = years.map((year) => ({ ...year, column: "Year" }));
  const figure = (cell: { readonly return: number | null }) =>
    formatPercent(cell.return, { sign: true, unit: false, decimals: narrow ? 1 : 2 });
  const place = { x: "column", y: "year" };
  return plotSvg(describe(months), {
    width,
    height: 22 + years.length * (narrow ? 24 : 28),
    marginTop: 20,
    marginLeft: 44,
    marginRight: 2,
    marginBottom: 2,
    x: { type: "band", domain: COLUMNS, padding: 0.03 },
    y: { type: "band", domain: years.map(({ year }) => year), padding: 0.08 },
    marks: [
      axisX({ anchor: "top", tickSize: 0, label: null, color: colours.muted }),
      axisY({ tickSize: 0, label: null, color: colours.muted, tickFormat: String }),
      cell(monthCells, {
        ...place,
        fill: { value: (month: MonthReturn) => shade(month.return, limit), scale: null },
        rx: 2,
      }),
      text(monthCells, { ...place, text: figure, fill: colours.ink, fontSize: narrow ? 9 : 12 }),
      text(yearCells, {
        ...place,
        text: figure,
        fill: { value: (year: YearReturn) => toneColour(figure(year)), scale: null },
        fontSize: narrow ? 9 : 12,
        fontWeight: 600,
      }),
    ],
  });
}

/** The size of return at which colour is strongest: one wild month must not bleach the others. */
function colourLimit(months: readonly MonthReturn[]): number {
  const sizes = months.map((month) => Math.abs(month.return ?? 0)).sort((a, b) => a - b);
  const usual = sizes[Math.ceil(sizes.length * 0.95) - 1] ?? 0;
  return Math.max(usual, (sizes.at(-1) ?? 0) / 2) || 1;
}

function toneColour(text: string): string {
  const tone = toneOf(text);
  return tone === "plain" ? colours.ink : colours[tone];
}

/** Mixed in a perceptually even space, so that equal steps of return look equal. */
function shade(value: number | null, limit: number): string {
  if (value === null) return colours.surface;
  const strength = Math.round(Math.min(1, Math.abs(value) / limit) * STRONGEST);
  return `color-mix(in oklab, ${
    value < 0 ? colours.loss : colours.gain
  } ${strength}%, ${colours.ground})`;
}

function describe(months: readonly MonthReturn[]): string {
  const known = months.filter((month) => month.return !== null);
  if (known.length === 0) return "Monthly returns: none";
  const sorted = known.toSorted((a, b) => a.return! - b.return!);
  const name = (month: MonthReturn) =>
    `${formatPercent(month.return, { sign: true })} in ${COLUMNS[month.month - 1]} ${month.year}`;
  const positive = known.filter((month) => month.return! > 0).length;
  return `Monthly returns: ${positive} of ${known.length} months above zero, ` +
    `worst ${name(sorted[0]!)}, best ${name(sorted.at(-1)!)}`;
}
