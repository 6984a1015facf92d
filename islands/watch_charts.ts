import { type Margins, placeOf, shareAt } from "./chart_place.ts";

/** What a pointer does on charts; places are shares of the time from 0 to 1. */
export interface ChartGestures {
  /** It points at a place, or at nothing any more. */
  point(share: number | null): void;
  /** It is being dragged from one place to another, or is no more. */
  drag(span: readonly [number, number] | null): void;
  /** It was dragged from one place to another. */
  choose(from: number, to: number): void;
  /** It asked for the whole. */
  reset(): void;
}

/** Below this the hand merely trembled. */
const LEAST_DRAG = 0.01;

/** Hears what a pointer does on the charts within an element. Returns what ends it. */
export function watchCharts(
  charts: HTMLElement,
  margins: Margins,
  gestures: ChartGestures,
): () => void {
  const stop = new AbortController();
  let start: number | null = null;
  const share = (event: MouseEvent): number | null => {
    // A captured pointer's events name the element that captured it, wherever the pointer is.
    const under = document.elementFromPoint(event.clientX, event.clientY);
    if (start === null && !under?.closest("figure")) return null;
    const place = placeOf(charts, margins);
    return place && shareAt(charts, place, event.clientX);
  };
  const end = () => {
    start = null;
    gestures.drag(null);
  };
  const listen = <K extends keyof HTMLElementEventMap>(
    name: K,
    hear: (event: HTMLElementEventMap[K]) => void,
  ) => charts.addEventListener(name, hear, { signal: stop.signal });

  listen("pointermove", (event) => {
    const now = share(event);
    gestures.point(now);
    if (start !== null && now !== null) gestures.drag([start, now]);
  });
  listen("pointerleave", () => gestures.point(null));
  listen("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button !== 0) return;
    start = share(event);
    if (start !== null) charts.setPointerCapture(event.pointerId);
  });
  listen("pointerup", (event) => {
    const [from, to] = [start, share(event)];
    end();
    if (from !== null && to !== null && Math.abs(to - from) >= LEAST_DRAG) {
      gestures.choose(Math.min(from, to), Math.max(from, to));
    }
  });
  listen("pointercancel", end);
  listen("dblclick", (event) => share(event) !== null && gestures.reset());
  return () => stop.abort();
}
