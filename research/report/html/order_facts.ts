import { formatCount } from "../format.ts";
import { orderOutcomes } from "../order_outcomes.ts";
import type { RunReport } from "../run_report.ts";
import { muted } from "./elements.ts";
import { html, type Markup } from "./markup.ts";

/** How many reasons are told. */
const REASONS_SHOWN = 10;

/** What became of the orders, and why any were turned down. */
export function orderFacts({ result }: RunReport): Markup {
  const { total, states, refusals } = orderOutcomes(result.orders);
  if (total === 0) return muted("The strategy asked for none.");
  const counts = states.map(({ state, count }) => `${formatCount(count)} ${state}`).join(", ");
  const reasons = refusals.slice(0, REASONS_SHOWN).map(({ state, reason, count }) =>
    html`<li><span class="warning">${formatCount(count)} ${state}</span> ${reason}</li>`
  );
  const more = refusals.length - reasons.length;
  return html`
    <p>${formatCount(total)} requested: ${counts}.</p>
    ${reasons.length > 0 ? html`<ul class="reasons">${reasons}</ul>` : null}
    ${more > 0 ? muted(`And ${formatCount(more)} more reasons.`) : null}
  `;
}
