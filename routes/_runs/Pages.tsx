import { formatCount } from "../../research/report/format.ts";
import { PAGE_SIZE, runsHref, type RunsQuery } from "./runs_query.ts";

/** The way through a list that is too long for one page; nothing where it is not. */
export function Pages({ query, total }: { readonly query: RunsQuery; readonly total: number }) {
  const last = Math.ceil(total / PAGE_SIZE);
  if (last <= 1) return null;
  const { page } = query;
  return (
    <nav class="pages" aria-label="Pages of the list">
      {page > 1 ? <a href={runsHref({ ...query, page: page - 1 })}>Before</a> : <span>Before</span>}
      <span class="muted">{`Page ${formatCount(page)} of ${formatCount(last)}`}</span>
      {page < last ? <a href={runsHref({ ...query, page: page + 1 })}>Next</a> : <span>Next</span>}
    </nav>
  );
}
