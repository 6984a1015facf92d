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
import { fillTable, LISTED, noteTable, paymentTable, positionTable } from "./session_parts.ts";
import { returnText } from "./session_table.ts";
import { standingOf } from "./standing.ts";

/** A session as its page shows it. */
export function sessionModel(session: SessionDetail): SessionModel {
  return {
    standing: standingOf(session),
    figures: figures(session),
    positions: positionTable(session),
    orders: orderTable(session.ordersList, session, LISTED),
    fills: fillTable(session),
    payments: paymentTable(session),
    notes: noteTable(session),
    counts: {
      orders: countText(session.ordersList.length),
      fills: countText(session.fillsList.length),
      payments: paymentText(session),
    },
    chartsUrl: `/live/${session.sessionId}/charts?bars=${session.bars}`,
  };
}

/** What the money of a session is in. */
export function currencyOf({ instruments }: Pick<SessionDetail, "instruments">): string {
  return instruments[0]?.quote ?? "";
}

function figures(session: SessionDetail): Figure[] {
  const { equity, startingCash, cash, exposure, equityCurve, to, timeframe, bars } = session;
  const currency = currencyOf(session);
  const gain = returnText(session, true);
  const deepest = maxDrawdown(Float64Array.from(equityCurve.equity));
  const share = formatPercent(equity > 0 ? exposure / equity : null, { decimals: 1 });
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
      text: formatMoney(exposure),
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

/** How many payments there were, and what they came to. */
function paymentText({ paymentsList, ...session }: SessionDetail): string {
  const sum = paymentsList.reduce((total, { amount }) => total + amount, 0);
  const total = `${formatMoney(sum, { sign: true })} ${currencyOf(session)}`;
  return `${countText(paymentsList.length)}, in all ${total}`;
}

function countText(count: number): string {
  return count > LISTED ? `the latest ${LISTED} of ${formatCount(count)}` : formatCount(count);
}
