import { timeframeMs } from "../../data/timeframe.ts";

/** What is shown where there is no value. */
export const MISSING = "–";

/** How a number is written. */
export interface NumberOptions {
  /** Digits after the point; 2 by default. */
  readonly decimals?: number;
  /** Whether gains carry "+"; losses always carry "−". */
  readonly sign?: boolean;
}

const formatters = new Map<number, Intl.NumberFormat>();

function digits(value: number, decimals: number): string {
  let formatter = formatters.get(decimals);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat("en-US", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formatters.set(decimals, formatter);
  }
  return formatter.format(Math.abs(value));
}

/**
 * A number with thousands separated and "−" for a minus: −1,234.50. Zero has no sign, nor has what
 * rounds to it. Null and what is not finite are {@linkcode MISSING}.
 */
export function formatNumber(value: number | null, options: NumberOptions = {}): string {
  const { decimals = 2, sign = false } = options;
  if (value === null || !Number.isFinite(value)) return MISSING;
  const text = digits(value, decimals);
  if (!/[1-9]/.test(text)) return text;
  return (value < 0 ? "−" : sign ? "+" : "") + text;
}

/** A number with the digits that it has, at most ten of them: 5 or 0.25, and not 7.000000000000001. */
export function formatPlain(value: number): string {
  return String(Number(value.toPrecision(10)));
}

/** A whole number: 5,105. */
export function formatCount(value: number | null): string {
  return formatNumber(value, { decimals: 0 });
}

/** How a fraction is written as a percentage. */
export interface PercentOptions extends NumberOptions {
  /** Whether "%" follows; true by default, false where the heading names the unit. */
  readonly unit?: boolean;
}

/** A fraction as a percentage: 0.1234 is 12.34%. */
export function formatPercent(fraction: number | null, options: PercentOptions = {}): string {
  const text = formatNumber(fraction === null ? null : fraction * 100, options);
  return text === MISSING || options.unit === false ? text : text + "%";
}

/** Money with the digits that are usual for its currency: cents, and satoshis for bitcoin. */
export function formatMoney(
  value: number | null,
  options: { readonly currency?: string; readonly sign?: boolean } = {},
): string {
  const { currency = "USD", sign = false } = options;
  return formatNumber(value, { sign, decimals: ["BTC", "ETH"].includes(currency) ? 8 : 2 });
}

/** A price at tick precision, or an amount at lot precision: `step` is exact decimal text. */
export function formatAtStep(value: number | null, step: string): string {
  return formatNumber(value, { decimals: step.split(".")[1]?.length ?? 0 });
}

/** The UTC day of a time: 2024-03-01. */
export function formatDate(ts: number): string {
  return new Date(ts).toISOString().slice(0, 10);
}

/** The UTC day and minute of a time, the same width for every time: 2024-03-01 09:30. */
export function formatMinute(ts: number): string {
  return new Date(ts).toISOString().slice(0, 16).replace("T", " ");
}

/** The UTC day and second of a time: 2024-03-01 09:30:05. */
export function formatSecond(ts: number): string {
  return new Date(ts).toISOString().slice(0, 19).replace("T", " ");
}

/** How times of bars are written: the day, with the minute or second of bars shorter than a day. */
export function timeFormat(timeframe: string): (ts: number) => string {
  if (timeframeMs(timeframe) < 60_000) return formatSecond;
  return timeframeMs(timeframe) < 86_400_000 ? formatMinute : formatDate;
}

/** How many days: whole from ten on, else with one digit where they are not whole. */
export function formatDays(days: number | null): string {
  const whole = days === null || days >= 10 || Number.isInteger(days);
  return formatNumber(days, { decimals: whole ? 0 : 1 });
}

/** A length of time in its two largest units: 45 min, 5 h 30 min, 3 d 4 h; from ten days on, days. */
export function formatDuration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return MISSING;
  const minutes = Math.round(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days >= 10) return `${formatCount(ms / 86_400_000)} d`;
  if (days > 0) return joined(`${days} d`, hours % 24, "h");
  return hours > 0 ? joined(`${hours} h`, minutes % 60, "min") : `${minutes} min`;
}

function joined(larger: string, rest: number, unit: string): string {
  return rest === 0 ? larger : `${larger} ${rest} ${unit}`;
}

/** A count with its noun: 1 order, 2 orders. */
export function formatPlural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
