import { useEffect, useRef, useState } from "preact/hooks";
import { type Margins, type Place, placeOf } from "./chart_place.ts";
import { type ChartReadings, nearestReading, type Reading } from "./chart_readings.ts";
import { Readout } from "./ui/Readout.tsx";
import { watchCharts } from "./watch_charts.ts";

interface Props {
  /** Id of the element that holds the charts. */
  readonly charts: string;
  readonly margins: Margins;
  /** Where the values of every place are; fetched when a chart is first pointed at. */
  readonly url: string;
  readonly labels: readonly string[];
  /** The last bar, which is read while nothing is pointed at. */
  readonly last: Reading;
  /** First and last time drawn. */
  readonly from: number;
  readonly to: number;
  /** The page without a range, which a chosen one is added to. */
  readonly page: string;
}

/**
 * One line through all charts reads them at one time, in a fixed place. Dragging across a chart shows
 * that part of the time, a double click all of it; arrow keys move the line.
 */
export default function ChartCursor(props: Props) {
  const { charts, margins, url, labels, last, from, to, page } = props;
  const [readings, setReadings] = useState<readonly Reading[]>([last]);
  const [share, setShare] = useState<number | null>(null);
  const [span, setSpan] = useState<readonly [number, number] | null>(null);
  const asked = useRef(false);
  const holder = () => document.getElementById(charts)!;

  const load = async () => {
    if (asked.current) return;
    asked.current = true;
    const response = await fetch(url).catch(() => null);
    asked.current = response?.ok ?? false;
    if (response?.ok) setReadings((await response.json() as ChartReadings).readings);
  };
  const point = (next: number | null) => {
    load();
    setShare(next);
  };
  useEffect(() =>
    watchCharts(holder(), margins, {
      point,
      drag: setSpan,
      choose: (a, b) => {
        const time = (at: number) =>
          new Date(from + (to - from) * at).toISOString().slice(0, 16) + "Z";
        location.assign(`${page}?from=${time(a)}&to=${time(b)}#${charts}`);
      },
      reset: () => location.assign(`${page}#${charts}`),
    }), [charts, from, to]);

  const row = share === null
    ? readings.length - 1
    : nearestReading(readings, from + (to - from) * share);
  const move = (by: number) => {
    const next = readings[Math.min(readings.length - 1, Math.max(0, row + by))]!;
    point((next.ts - from) / (to - from));
  };
  const reading = readings[row]!;
  const place = share === null ? null : placeOf(holder(), margins);
  return (
    <>
      <Readout
        labels={labels}
        reading={reading}
        row={row}
        rows={readings.length}
        onMove={move}
        onLeave={() => setShare(null)}
      />
      {place && <Line place={place} share={(reading.ts - from) / (to - from)} />}
      {place && span && <Span place={place} span={span} />}
    </>
  );
}

function Line({ place, share }: { readonly place: Place; readonly share: number }) {
  return <div class="cursor" style={{ left: `${place.left + place.width * share}px` }} />;
}

function Span(
  { place, span: [a, b] }: { readonly place: Place; readonly span: readonly [number, number] },
) {
  const left = place.left + place.width * Math.min(a, b);
  return (
    <div class="span" style={{ left: `${left}px`, width: `${place.width * Math.abs(b - a)}px` }} />
  );
}
