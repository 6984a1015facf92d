import { formatCount } from "../format.ts";
import { orderOutcomes } from "../order_outcomes.ts";
import type { RunReport } from "../run_report.ts";
import { html, type Markup } from "./markup.ts";

/** How many reasons are told. */
const REASONS_SHOWN = 10;

/** What became of the orders, and why any were turned down. */
export function orderFacts({ result }: RunReport): Markup {
  const { total, states, refusals } = orderOutcomes(result.orders);
  if (total === 0) return html`<p class="muted">The strategy asked for none.</p>`;
  const counts = states.map(({ state, count }) => `${formatCount(count)} ${state}`).join(", ");
  return html`<p>${formatCount(total)} requested: ${counts}.</p>
${
    refusals.length === 0
      ? null
      : html`<ul class="reasons">${
        refusals.slice(0, REASONS_SHOWN).map(({ state, reason, count }) =>
          html`<li><span class="warning">${formatCount(count)} ${state}</span> ${reason}</li>`
        )
      }</ul>`
  }
${
    refusals.length > REASONS_SHOWN
      ? html`<p class="muted">And ${formatCount(refusals.length - REASONS_SHOWN)} more reasons.</p>`
      : null
  }`;
}
