import { dailyEquity } from "../../metrics/daily_equity.ts";
import { monthlyReturns, yearlyReturns, type YearReturn } from "../../metrics/period_returns.ts";
import { formatPercent } from "../format.ts";
import { benchmarkName, type JudgedRun, type RunReport, signed } from "../run_report.ts";
import type { Paint } from "./paint.ts";
import { type Cell, type Column, table } from "./table.ts";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const FIVE_YEARS_MS = 5 * 365.25 * 86_400_000;

/** Returns by month for up to five years, by year for more, beside the benchmark's. */
export function periodSection(report: RunReport, paint: Paint): string[] {
  const { result } = report;
  if (result.equity.ts.length < 2) return [];
  const years = yearTable(report, paint);
  if (result.to - result.from > FIVE_YEARS_MS) {
    return [
      paint.bold("Yearly returns, %"),
      ...years,
    ];
  }
  return [paint.bold("Monthly returns, %"), ...monthTable(report, paint), "", ...years];
}

function monthTable({ result }: JudgedRun, paint: Paint): string[] {
  const months = monthlyReturns(dailyEquity(result.equity), result.cash);
  const columns: Column[] = [
    { title: "Year", width: 6, align: "left" },
    ...MONTHS.map((title) => ({ title, width: 6 })),
  ];
  const years = [...new Set(months.map(({ year }) => year))];
  const rows = years.map((year) => [
    String(year),
    ...MONTHS.map((_, month): Cell => {
      const found = months.find((row) => row.year === year && row.month === month + 1);
      return found ? figure(found.return, 1) : "";
    }),
  ]);
  return table(columns, rows, paint);
}

/** Two years to a line where there are many. */
function yearTable({ result, benchmark }: RunReport, paint: Paint): string[] {
  const own = yearsOf(result);
  const others = benchmark && new Map(yearsOf(benchmark.result).map((row) => [row.year, row]));
  const blocks = own.length > 8 ? 2 : 1;
  const perBlock = Math.ceil(own.length / blocks);
  const block: Column[] = [
    { title: "Year", width: 6, align: "left" },
    { title: "Strategy", width: 13 },
    ...(benchmark ? [{ title: benchmarkName(benchmark), width: 15 }] : []),
  ];
  const cells = (row: YearReturn | undefined): Cell[] => {
    if (row === undefined) return [];
    const other = others?.get(row.year);
    return [
      String(row.year),
      figure(row.return, 2),
      ...(others ? [figure(other?.return ?? null, 2)] : []),
    ];
  };
  const gap: Column = { title: "", width: 8, align: "left" };
  return table(
    blocks === 1 ? block : [...block, gap, ...block],
    own.slice(0, perBlock).map((row, i) =>
      blocks === 1 ? cells(row) : [...cells(row), "", ...cells(own[perBlock + i])]
    ),
    paint,
  );
}

function yearsOf({ equity, cash }: JudgedRun["result"]): YearReturn[] {
  return yearlyReturns(dailyEquity(equity), cash);
}

function figure(fraction: number | null, decimals: number): Cell {
  return signed(formatPercent(fraction, { decimals, sign: true, unit: false }));
}
