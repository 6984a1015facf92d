import type { Reading } from "../chart_readings.ts";

interface Props {
  readonly labels: readonly string[];
  readonly reading: Reading;
  /** Its place among the readings, and how many there are. */
  readonly row: number;
  readonly rows: number;
  /** Moves to an earlier or a later reading. */
  readonly onMove: (by: number) => void;
  readonly onLeave: () => void;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -50,
  PageDown: 50,
  Home: -Infinity,
  End: Infinity,
};

/** What the charts say at one time. It can be focused, and arrow keys then move the time. */
export function Readout({ labels, reading: { time, values }, row, rows, onMove, onLeave }: Props) {
  const spoken = [time, ...labels.map((label, i) => `${label} ${values[i]}`)].join(", ");
  const onKeyDown = (event: KeyboardEvent) => {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onMove(by);
  };
  return (
    <div
      class="readout"
      role="slider"
      tabIndex={0}
      aria-label="Time at which the charts are read"
      aria-valuemin={1}
      aria-valuemax={rows}
      aria-valuenow={row + 1}
      aria-valuetext={spoken}
      onKeyDown={onKeyDown}
      onBlur={onLeave}
    >
      <span class="time">{time}</span>
      {labels.map((label, i) => (
        <span key={label}>
          <span class="muted">{label}</span> <span class="reading">{values[i]}</span>
        </span>
      ))}
    </div>
  );
}
