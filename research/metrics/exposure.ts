/**
 * Share of bars that close with a position, a fraction, from the market value of all positions at
 * each close. Null without bars.
 */
export function exposure(marketValue: Float64Array): number | null {
  if (marketValue.length === 0) return null;
  let held = 0;
  for (let bar = 0; bar < marketValue.length; bar++) if (marketValue[bar] !== 0) held++;
  return held / marketValue.length;
}
