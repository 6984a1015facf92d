/** Where charts draw over time, in pixels from the left edge of the element that holds them. */
export interface Place {
  readonly left: number;
  readonly width: number;
}

/** Room beside what a chart draws, in the units of its view box. */
export interface Margins {
  readonly left: number;
  readonly right: number;
}

/** Where the charts that are shown now draw; null where none is. */
export function placeOf(charts: Element, margins: Margins): Place | null {
  const shown = [...charts.querySelectorAll<SVGSVGElement>("svg.plot")]
    .find((svg) => svg.getClientRects().length > 0);
  if (!shown) return null;
  const box = shown.getBoundingClientRect();
  const scale = box.width / shown.viewBox.baseVal.width;
  return {
    left: box.left - charts.getBoundingClientRect().left + margins.left * scale,
    width: box.width - (margins.left + margins.right) * scale,
  };
}

/** Which share of the time lies left of a pointer, from 0 to 1. */
export function shareAt(charts: Element, place: Place, clientX: number): number {
  const x = clientX - charts.getBoundingClientRect().left - place.left;
  return Math.min(1, Math.max(0, x / place.width));
}
