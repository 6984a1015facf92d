import { drawdownEpisodes } from "../../metrics/drawdown_episodes.ts";
import { formatDate, formatDays, formatPercent } from "../format.ts";
import type { RunReport } from "../run_report.ts";
import { muted } from "./elements.ts";
import { htmlTable } from "./html_table.ts";
import type { Markup } from "./markup.ts";

/** The five deepest drawdowns and how long they took. */
export function drawdownTable({ result }: RunReport): Markup {
  const episodes = drawdownEpisodes(result.equity, 5);
  if (episodes.length === 0) return muted("Equity never fell below a peak.");
  return htmlTable(
    [
      { title: "Depth, %" },
      { title: "Peak" },
      { title: "Trough" },
      { title: "Recovery" },
      { title: "Days" },
    ],
    episodes.map((episode) => [
      { text: formatPercent(episode.depth, { unit: false }), tone: "loss" },
      formatDate(episode.peakTs),
      formatDate(episode.troughTs),
      episode.recoveryTs === null ? "not yet" : formatDate(episode.recoveryTs),
      formatDays(episode.days),
    ]),
  );
}
