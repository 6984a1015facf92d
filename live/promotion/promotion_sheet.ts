import { formatTable } from "../../data/format_table.ts";
import { formatNumber, formatPercent } from "../../research/report/format.ts";
import type { Gate } from "./manifest.ts";
import type { Promotion } from "./promote.ts";

/** A promotion for the terminal: the gates, performance as advice, the artefact, what to do next. */
export function promotionSheet(promotion: Promotion): string {
  const { name, run, gates, hash, path, promoted, already, version, overrides } = promotion;
  const symbols = run.instruments.map(({ symbol }) => symbol).join(" ");
  const why = overrides.map(({ gate, why }) => `Overridden: ${gate} (${why})`);
  return [
    `${name} by run ${run.runId} on ${symbols} ${run.timeframe}`,
    "",
    formatTable([["Gate", "Figure", "Bound", ""], ...gates.map(gateRow)], { right: [1, 2] }),
    "",
    "Performance (advice, no gate)",
    formatTable(advice(promotion), { right: [1, 2], indent: "  " }),
    "",
    ...why,
    promoted
      ? `${already ? "Already promoted" : "Promoted"} as ${name}@${version}`
      : `Not promoted: ${name} stays as it is`,
    `  sha256  ${hash}`,
    ...(promoted ? [`  path    ${path}`, "", "Next: deno task live"] : []),
  ].join("\n");
}

function gateRow({ name, value, bound, passed, kind }: Gate): string[] {
  const verdict = passed ? "pass" : kind === "integrity" ? "FAIL (integrity)" : "FAIL";
  return [name, String(value), `${kind === "bound" ? "≥ " : ""}${bound}`, verdict];
}

function advice({ run: { metrics, benchmark } }: Promotion): string[][] {
  const percent = (value: number | null | undefined) => formatPercent(value ?? null);
  const number = (value: number | null | undefined) => formatNumber(value ?? null);
  return [
    ["", "Strategy", "Buy and hold"],
    ["Total return", percent(metrics.totalReturn), percent(benchmark?.totalReturn)],
    ["Max drawdown", percent(metrics.maxDrawdown), percent(benchmark?.maxDrawdown)],
    ["Sharpe", number(metrics.sharpe), number(benchmark?.sharpe)],
    ["Profit factor", number(metrics.profitFactor), number(benchmark?.profitFactor)],
  ];
}
