import { Table } from "../../islands/ui/Table.tsx";
import { formatCount } from "../../research/report/format.ts";
import { comparisonTable, keyFigures } from "../../research/report/html/comparison.ts";
import { drawdownTable } from "../../research/report/html/drawdown_table.ts";
import { monthlySection } from "../../research/report/html/monthly_section.ts";
import { orderFacts } from "../../research/report/html/order_facts.ts";
import { tradeFacts } from "../../research/report/html/trade_facts.ts";
import { tradeList } from "../../research/report/html/trade_list.ts";
import { Facts } from "../_ui/Facts.tsx";
import { RawHtml } from "../_ui/RawHtml.tsx";
import { Section } from "../_ui/Section.tsx";
import { orderTable } from "../_ui/order_table.ts";
import { runFacts } from "./run_facts.ts";
import { RunCharts } from "./RunCharts.tsx";
import { RunState } from "./RunState.tsx";
import type { RunView } from "./run_view.ts";
import type { TimeRange } from "./time_range.ts";

interface Props {
  readonly view: RunView;
  readonly range: TimeRange;
}

/** Orders that the page lists; a run may have hundreds of thousands. */
const MOST_ORDERS = 100;

/** One run: first how it went, then against what, then what it did. */
export function RunPage({ view, range }: Props) {
  const { record, report } = view;
  const symbols = record.instruments.map(({ symbol }) => symbol).join(" ");
  return (
    <>
      <h1>
        {record.strategy} <span class="muted">{`${symbols} ${record.timeframe}`}</span>
      </h1>
      <RunState report={report} />
      <Facts items={runFacts(view)} />
      <RawHtml html={keyFigures(report)} />
      <RunCharts view={view} range={range} />
      <div class="columns">
        <Section title="Metrics">
          <RawHtml html={comparisonTable(report)} />
        </Section>
        <div>
          <Section title="Worst drawdowns">
            <RawHtml html={drawdownTable(report)} />
          </Section>
          <Section title="Closed trades">
            <RawHtml html={tradeFacts(report)} />
          </Section>
        </div>
      </div>
      <RawHtml html={monthlySection(report)} />
      <Section title="Trades">
        <RawHtml html={tradeList(report)} />
      </Section>
      <Orders view={view} />
    </>
  );
}

function Orders({ view: { report } }: { readonly view: RunView }) {
  const { orders } = report.result;
  const listed = orders.length > MOST_ORDERS
    ? `The latest ${MOST_ORDERS} of ${formatCount(orders.length)} orders`
    : `All ${formatCount(orders.length)} orders`;
  return (
    <Section title="Orders">
      <RawHtml html={orderFacts(report)} />
      {orders.length > 0 && (
        <details>
          <summary>{listed}</summary>
          <Table model={orderTable(orders, report.result, MOST_ORDERS)} label="Orders" tall />
        </details>
      )}
    </Section>
  );
}
