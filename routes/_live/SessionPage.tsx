import SessionPanel from "../../islands/SessionPanel.tsx";
import type { SessionDetail } from "../../live/journal/session_view.ts";
import { costsText, feeText } from "../../research/report/costs_text.ts";
import { formatMinute } from "../../research/report/format.ts";
import type { RunRecord } from "../../research/runs/run_record.ts";
import { type FactItem, Facts } from "../_ui/Facts.tsx";
import { Island } from "../_ui/Island.tsx";
import { BacktestFact } from "./BacktestFact.tsx";
import { sessionCharts } from "./session_charts.ts";
import { sessionModel } from "./session_model.ts";

interface Props {
  readonly session: SessionDetail;
  /** The run that the artefact was promoted by; null where it is not known any more. */
  readonly run: RunRecord | null;
}

/** One live session: what trades, how it stands, and what it did. */
export function SessionPage({ session, run }: Props) {
  const { deployment, artefact, overrides, symbols, timeframe, venue, sessionId } = session;
  return (
    <>
      <h1>
        {deployment} <span class="muted">{`${symbols.join(" ")} ${timeframe}`}</span>
      </h1>
      {overrides.map(({ gate, why }) => (
        <p key={gate} class="note warning">{`Promoted past the gate “${gate}”: ${why}`}</p>
      ))}
      <Facts
        items={[
          { label: "Artefact", text: `${artefact.name} version ${artefact.version}` },
          ...(run ? [{ label: "Backtest", text: <BacktestFact run={run} /> }] : []),
          { label: "Venue", text: venue },
          ...venueFacts(session),
          { label: "Started", text: `${formatMinute(session.started)} UTC` },
          { label: "Session", text: sessionId, code: true },
          {
            label: "Frozen as",
            text: `sha256 ${artefact.hash.slice(0, 16)}`,
            title: artefact.hash,
            code: true,
          },
          { label: "Replay", text: `deno task replay ${sessionId}`, code: true },
        ]}
      />
      <Island
        name="SessionPanel"
        component={SessionPanel}
        props={{ model: sessionModel(session), stream: `/live/${sessionId}/events` }}
        serverProps={{ charts: sessionCharts(session) }}
      />
    </>
  );
}

/** How the paper venue fills, in the words of the run's reports. */
function venueFacts({ model, drillDown, instruments }: SessionDetail): FactItem[] {
  const { slippage, margin, fills } = costsText({ model, drillDown });
  const costs = `fee ${feeText(instruments)}, slippage ${slippage}${margin && `; ${margin}`}`;
  return [
    { label: "Costs", text: costs },
    ...(fills === "" ? [] : [{ label: "Fills", text: fills }]),
  ];
}
