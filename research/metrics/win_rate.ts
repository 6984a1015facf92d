import type { Sample } from "./moments.ts";

/** Share of closed trades with a profit after fees, a fraction. Null without trades. */
export function winRate(profits: Sample): number | null {
  if (profits.length === 0) return null;
  let wins = 0;
  for (let i = 0; i < profits.length; i++) if (profits[i]! > 0) wins++;
  return wins / profits.length;
}
