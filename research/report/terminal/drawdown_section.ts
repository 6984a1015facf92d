import { drawdownEpisodes } from "../../metrics/drawdown_episodes.ts";
import { formatDate, formatDays, formatPercent } from "../format.ts";
import type { RunReport } from "../run_report.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

/** The five deepest drawdowns and how long they took. */
export function drawdownSection({ result }: RunReport, paint: Paint): string[] {
  const episodes = drawdownEpisodes(result.equity, 5);
  if (episodes.length === 0) return [];
  return [
    paint.bold("Worst drawdowns"),
    ...table(
      [
        { title: "Depth, %", width: 10 },
        { title: "Peak", width: 15 },
        { title: "Trough", width: 15 },
        { title: "Recovery", width: 15 },
        { title: "Days", width: 11 },
      ],
      episodes.map((episode) => [
        { text: formatPercent(episode.depth, { unit: false }), tone: "loss" as const },
        formatDate(episode.peakTs),
        formatDate(episode.troughTs),
        episode.recoveryTs === null ? "not yet" : formatDate(episode.recoveryTs),
        formatDays(episode.days),
      ]),
      paint,
    ),
  ];
}
