import { useEffect, useState } from "preact/hooks";
import { followStream } from "./follow_stream.ts";
import type { SessionModel } from "./session_model.ts";
import { FigureRow } from "./ui/FigureRow.tsx";
import { LiveHtml } from "./ui/LiveHtml.tsx";
import { StandingLine } from "./ui/StandingLine.tsx";
import { Table } from "./ui/Table.tsx";
import type { TableModel } from "./ui/table_model.ts";

interface Props {
  readonly model: SessionModel;
  /** The stream that tells of changes. */
  readonly stream: string;
  /** The charts as the server drew them; left out of what travels to the browser. */
  readonly charts?: string;
}

/** How one live session stands: its state and figures, changing in place as its journal grows. */
export default function SessionPanel({ model, stream, charts }: Props) {
  const [shown, setShown] = useState(model);
  useEffect(() => followStream<SessionModel>(stream, "session", setShown), [stream]);
  const { standing, figures, chartsUrl, positions, orders, fills, payments, notes, counts } = shown;
  return (
    <>
      <StandingLine standing={standing} />
      <FigureRow figures={figures} />
      <LiveHtml id="session-charts" html={charts} url={chartsUrl} />
      <Part title="Positions" model={positions} empty="Flat: the session holds nothing." />
      <Part title="Orders" count={counts.orders} model={orders} empty="No order yet." tall />
      <Part title="Fills" count={counts.fills} model={fills} empty="No fill yet." tall />
      {payments.rows.length > 0 && (
        <Part title="Funding" count={counts.payments} model={payments} empty="" tall />
      )}
      <Part title="Runner's notes" model={notes} empty="The runner has noted nothing." tall />
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly count?: string;
  readonly model: TableModel;
  readonly empty: string;
  readonly tall?: boolean;
}

function Part({ title, count, model, empty, tall = false }: PartProps) {
  return (
    <section class="part">
      <h2>
        {title} {count && <span class="muted">{count}</span>}
      </h2>
      {model.rows.length === 0
        ? <p class="muted">{empty}</p>
        : <Table model={model} label={title} tall={tall} />}
    </section>
  );
}
