import type { RunRecord } from "../../research/runs/run_record.ts";
import type { RunsQuery } from "./runs_query.ts";

interface Props {
  /** All runs, whose strategies and instruments are there to choose. */
  readonly runs: readonly RunRecord[];
  readonly query: RunsQuery;
  /** How many runs the query finds, in words. */
  readonly found: string;
}

/** Chooses which runs are listed. It is a form that asks for an address, so that a view can be kept. */
export function RunsFilter({ runs, query, found }: Props) {
  const strategies = [...new Set(runs.map(({ strategy }) => strategy))].sort();
  const symbols = [...new Set(runs.flatMap(({ instruments }) => instruments.map((i) => i.symbol)))];
  const order = `${query.descending ? "-" : ""}${query.sort}`;
  return (
    <form class="filter" action="/runs" role="search" aria-label="Filter the runs">
      <label>
        Find <input type="search" name="find" value={query.find} placeholder="id, 1h, …" />
      </label>
      <Choice
        label="Strategy"
        name="strategy"
        all="All"
        options={strategies}
        chosen={query.strategy}
      />
      <Choice
        label="Instrument"
        name="symbol"
        all="All"
        options={symbols.sort()}
        chosen={query.symbol}
      />
      {order !== "-created" && <input type="hidden" name="sort" value={order} />}
      <button type="submit">Filter</button>
      <output class="muted">{found}</output>
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly all: string;
  readonly options: readonly string[];
  readonly chosen: string;
}

function Choice({ label, name, all, options, chosen }: ChoiceProps) {
  return (
    <label>
      {label}{" "}
      <select name={name}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option} value={option} selected={option === chosen}>{option}</option>
        ))}
      </select>
    </label>
  );
}
