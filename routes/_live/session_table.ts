import type { Cell, TableModel } from "../../islands/ui/table_model.ts";
import type { SessionSummary } from "../../live/journal/session_view.ts";
import {
  formatCount,
  formatMoney,
  formatPercent,
  MISSING,
  timeFormat,
} from "../../research/report/format.ts";
import { toneOf } from "../../research/report/run_report.ts";
import { standingOf } from "./standing.ts";

/** Live sessions in one line each: where they stand, and equity beside the cash they began with. */
export function sessionTable(sessions: readonly SessionSummary[]): TableModel {
  return {
    columns: [
      { title: "Session", words: true },
      { title: "State", words: true },
      { title: "Instrument", words: true },
      { title: "Equity" },
      { title: "Started with" },
      { title: "Return, %" },
      { title: "Position value" },
      { title: "Last bar, UTC" },
      { title: "Bars" },
      { title: "Orders" },
      { title: "Fills" },
    ],
    rows: sessions.map((session) => ({ key: session.sessionId, cells: cells(session) })),
  };
}

/** Gain since the start as a fraction, as text with its sign. */
export function returnText({ equity, startingCash }: SessionSummary, unit: boolean): string {
  return formatPercent(startingCash > 0 ? equity / startingCash - 1 : null, { sign: true, unit });
}

function cells(session: SessionSummary): Cell[] {
  const { text, tone, detail } = standingOf(session);
  const gain = returnText(session, false);
  return [
    { text: session.sessionId, href: `/live/${session.sessionId}` },
    { text, tone, note: session.state === "halted" ? detail : "" },
    { text: session.symbols.join(", "), note: session.timeframe },
    formatMoney(session.equity),
    { text: formatMoney(session.startingCash), tone: "muted" },
    { text: gain, tone: toneOf(gain) },
    formatMoney(session.exposure),
    session.to === null ? MISSING : timeFormat(session.timeframe)(session.to),
    formatCount(session.bars),
    formatCount(session.orders),
    formatCount(session.fills),
  ];
}
