import { formatCount, formatPlural } from "../format.ts";
import { orderOutcomes } from "../order_outcomes.ts";
import type { RunReport } from "../run_report.ts";
import { liquidations } from "../takings.ts";
import type { Paint } from "./paint.ts";
import { wrap } from "./wrap.ts";

/** How many reasons are told. */
const REASONS_SHOWN = 5;

/** What became of the orders, and why any were turned down. */
export function orderSection({ result }: RunReport, width: number, paint: Paint): string[] {
  const taken = liquidations(result);
  const { total, states, refusals } = orderOutcomes(result.orders);
  if (total === 0) return [paint.bold("Orders"), "The strategy asked for none."];
  const counts = states.map(({ state, count }) => `${formatCount(count)} ${state}`).join(", ");
  return [
    paint.bold("Orders"),
    ...wrap(`${formatCount(total)} requested: ${counts}.`, width),
    ...refusals.slice(0, REASONS_SHOWN).flatMap(({ state, reason, count }) =>
      wrap(`${formatCount(count)} ${state}: ${reason}`, width - 2, 2).map((line) => `  ${line}`)
    ),
    ...(refusals.length > REASONS_SHOWN
      ? [`  and ${formatCount(refusals.length - REASONS_SHOWN)} more reasons`]
      : []),
    ...(taken > 0 ? [`The venue liquidated ${formatPlural(taken, "position")}.`] : []),
  ];
}
