import type { Figure, SessionModel } from "../../islands/session_model.ts";
import type { SessionDetail } from "../../live/journal/session_view.ts";
import { maxDrawdown } from "../../research/metrics/max_drawdown.ts";
import {
  formatCount,
  formatMoney,
  formatPercent,
  formatPlural,
  MISSING,
  timeFormat,
} from "../../research/report/format.ts";
import { toneOf } from "../../research/report/run_report.ts";
import { orderTable } from "../_ui/order_table.ts";
import { fillTable, LISTED, noteTable, positionTable } from "./session_parts.ts";
import { positionValue, returnText } from "./session_table.ts";
import { standingOf } from "./standing.ts";

/** A session as its page shows it. */
export function sessionModel(session: SessionDetail): SessionModel {
  return {
    standing: standingOf(session),
    figures: figures(session),
    positions: positionTable(session),
    orders: orderTable(session.ordersList, session, LISTED),
    fills: fillTable(session),
    notes: noteTable(session),
    counts: {
      orders: countText(session.ordersList.length),
      fills: countText(session.fillsList.length),
    },
    chartsUrl: `/live/${session.sessionId}/charts?bars=${session.bars}`,
  };
}

/** What the money of a session is in; empty where its symbols do not tell. */
export function currencyOf({ symbols }: Pick<SessionDetail, "symbols">): string {
  return symbols[0]?.split("/")[1] ?? "";
}

function figures(session: SessionDetail): Figure[] {
  const { equity, startingCash, cash, equityCurve, to, timeframe, bars } = session;
  const currency = currencyOf(session);
  const gain = returnText(session, true);
  const value = positionValue(session);
  const deepest = maxDrawdown(Float64Array.from(equityCurve.equity));
  const share = formatPercent(equity > 0 ? value / equity : null, { decimals: 1 });
  return [
    {
      label: currency ? `Equity, ${currency}` : "Equity",
      text: formatMoney(equity),
      tone: "plain",
      note: `Started with ${formatMoney(startingCash)}`,
    },
    {
      label: "Return",
      text: gain,
      tone: toneOf(gain),
      note: `Max drawdown ${formatPercent(deepest)}`,
    },
    {
      label: currency ? `Positions, ${currency}` : "Positions",
      text: formatMoney(value),
      tone: "plain",
      note: `${share} of equity, cash ${formatMoney(cash)}`,
    },
    {
      label: "Last bar, UTC",
      text: to === null ? MISSING : timeFormat(timeframe)(to),
      tone: "plain",
      note: formatPlural(bars, "bar"),
    },
  ];
}

function countText(count: number): string {
  return count > LISTED ? `the latest ${LISTED} of ${formatCount(count)}` : formatCount(count);
}
