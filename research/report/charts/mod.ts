/**
 * Charts as SVG text for reports, pages and notebooks. Their colours are the custom properties of
 * `static/tokens.css`. Importing this loads Observable Plot, about a tenth of a second.
 */
export { drawdownChart } from "./drawdown_chart.ts";
export {
  equityChart,
  type EquityChartData,
  type EquityChartOptions,
  type NamedCurve,
} from "./equity_chart.ts";
export type { TimeChartOptions } from "./frame.ts";
export { monthlyChart, type MonthlyChartData } from "./monthly_chart.ts";
export type { ScaleChoice } from "./scale.ts";
export { tradesChart, type TradesChartData, type TradesChartOptions } from "./trades_chart.ts";
export { volumeChart } from "./volume_chart.ts";
