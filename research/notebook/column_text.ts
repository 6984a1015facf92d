import { formatNumber, MISSING } from "../report/format.ts";

/** How the values of a column are written, and on which side they stand. */
export interface ColumnText {
  readonly words: boolean;
  readonly text: (value: unknown) => string;
}

/** Digits that a reader compares; more are noise, and so are more than cents from 100 on. */
const SIGNIFICANT = 6;

const WIDEST = 60;

/**
 * Decides from its values how a column is written: numbers with equal decimals so that they line up,
 * thousands separated from 10,000 on (2024 stays a year), times as dates where all are midnights.
 */
export function columnText(values: readonly unknown[]): ColumnText {
  const present = values.filter((value) => value !== null && value !== undefined);
  if (present.length === 0) return { words: false, text: () => MISSING };
  if (present.every((value) => typeof value === "number" || typeof value === "bigint")) {
    return { words: false, text: orMissing(numberText(present)) };
  }
  if (present.every((value) => value instanceof Date)) {
    return { words: true, text: orMissing(timeText(present)) };
  }
  return { words: true, text: orMissing(wordText) };
}

function orMissing(text: (value: unknown) => string): (value: unknown) => string {
  return (value) => value === null || value === undefined ? MISSING : text(value);
}

function numberText(values: readonly (number | bigint)[]): (value: unknown) => string {
  const finite = values.map(Number).filter(Number.isFinite);
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (finite.every(Number.isInteger)) {
    const group = largest >= 10_000;
    return (value) =>
      typeof value === "bigint" || group
        ? formatWhole(value)
        : Number.isNaN(value)
        ? "NaN"
        : String(value).replace("-", "−");
  }
  const magnitude = Math.floor(Math.log10(largest));
  const most = magnitude >= 2 ? 2 : Math.min(10, SIGNIFICANT - 1 - magnitude);
  const shown = finite.reduce(
    (least, value) => Math.max(least, Math.min(most, decimalsOf(value))),
    0,
  );
  return (value) =>
    Number.isNaN(value) ? "NaN" : formatNumber(value as number, { decimals: shown });
}

function formatWhole(value: unknown): string {
  if (typeof value !== "bigint") return formatNumber(value as number, { decimals: 0 });
  return value.toLocaleString("en-US").replace("-", "−");
}

function decimalsOf(value: number): number {
  const [digits = "", exponent = "0"] = String(Math.abs(value)).split("e");
  return Math.max(0, (digits.split(".")[1]?.length ?? 0) - Number(exponent));
}

/** Dates, minutes or seconds: as fine as the finest of the column, so that all are equally wide. */
function timeText(values: readonly Date[]): (value: unknown) => string {
  const length = values.reduce((most, value) => {
    const ms = value.getTime();
    return Math.max(most, ms % 86_400_000 === 0 ? 10 : ms % 60_000 === 0 ? 16 : 19);
  }, 10);
  return (value) => {
    const date = value as Date;
    return Number.isNaN(date.getTime())
      ? MISSING
      : date.toISOString().slice(0, length).replace("T", " ");
  };
}

function wordText(value: unknown): string {
  const text = typeof value === "object"
    ? JSON.stringify(value, (_, part) => typeof part === "bigint" ? String(part) : part)
    : String(value);
  return text.length <= WIDEST ? text : `${text.slice(0, WIDEST - 1)}…`;
}
