import { UserError } from "../user_error.ts";

/** Why a local time is no instant: clocks were put back over it, or forward past it. */
export type NoInstant = "local time that comes twice" | "local time that was skipped";

const QUARTER = 900_000;
const DAY = 86_400_000;

/**
 * Turns times of a zone's clocks into instants, daylight saving included. A clock that is put back
 * shows an hour twice, and one that is put forward skips one: neither is guessed.
 */
export class LocalTime {
  readonly #format: Intl.DateTimeFormat;
  /** Offset from UTC in ms by quarter of an hour since the epoch. */
  readonly #offsets = new Map<number, number>();

  /**
   * @param zone name such as "America/Sao_Paulo".
   * @throws {UserError} for a zone that is not known.
   */
  constructor(readonly zone: string) {
    try {
      this.#format = new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        calendar: "gregory",
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      });
    } catch {
      throw new UserError(
        `Unknown time zone "${zone}"; write a name such as "America/Sao_Paulo" or "UTC"`,
      );
    }
  }

  /** Milliseconds since the epoch of what the zone's clocks show, given as if it were UTC. */
  instant(shown: number): number | NoInstant {
    const [before, after] = [this.#offset(shown - DAY), this.#offset(shown + DAY)];
    const first = shown - before;
    if (before === after) return first;
    const second = shown - after;
    const [isFirst, isSecond] = [
      this.#offset(first) === before,
      this.#offset(second) === after,
    ];
    if (isFirst && isSecond) return "local time that comes twice";
    if (isFirst) return first;
    return isSecond ? second : "local time that was skipped";
  }

  #offset(ts: number): number {
    const quarter = Math.floor(ts / QUARTER);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const at = quarter * QUARTER;
    const part: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(at)) part[type] = Number(value);
    const { year, month, day, hour, minute, second } = part as Record<string, number>;
    const offset = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - at;
    this.#offsets.set(quarter, offset);
    return offset;
  }
}
