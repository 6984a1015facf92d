import type { Calendar } from "../instrument.ts";
import { nounOf } from "../datasets.ts";
import { timeframeMs, timeframeOf } from "../timeframe.ts";
import { UserError } from "../user_error.ts";
import { commonStepMs } from "./common_step.ts";
import type { LocalTime } from "./local_time.ts";
import { parseTimestamp, timeCell } from "./parse_timestamp.ts";
import type { Layout } from "./recognise_layout.ts";
import type { Source } from "./source.ts";

/** Rows that are looked at. */
const SAMPLE = 100_000;

/** Where the times of a source are, and how they are read. */
export interface SourceTimes {
  readonly source: Source;
  readonly layout: Layout;
  readonly local: LocalTime | undefined;
  readonly typed: "instant" | "local" | undefined;
  readonly calendar: Calendar;
}

/**
 * The timeframe of a source: the distance between neighbours of most of its times.
 *
 * @throws {UserError} where it is not the one named, is none that is known, or cannot be told.
 */
export async function findTimeframe(
  times: SourceTimes,
  { file, timeframe }: { readonly file: string; readonly timeframe?: string | undefined },
): Promise<string> {
  const noun = nounOf(times.layout.dataset);
  const refuse = (rest: string) => {
    const as = timeframe === undefined ? "" : ` as ${timeframe} ${noun}`;
    return new UserError(`Cannot import "${file}"${as}: ${rest}`);
  };
  const sample = await firstTimes(times);
  const stepMs = commonStepMs(sample);
  if (stepMs === undefined) {
    if (timeframe !== undefined) return timeframe;
    throw refuse(
      `the timeframe cannot be told from ${sample.length} readable times; pass --timeframe`,
    );
  }
  if (timeframe !== undefined && stepMs === timeframeMs(timeframe)) return timeframe;
  const actual = timeframeOf(stepMs);
  if (actual === undefined) {
    throw refuse(
      `its rows are ${stepMs / 1000} s apart, which is no timeframe; resample them to a known one`,
    );
  }
  if (timeframe === undefined) return actual;
  throw refuse(`its rows are ${actual} apart; pass --timeframe ${actual}`);
}

async function firstTimes({ source, layout, ...how }: SourceTimes): Promise<number[]> {
  const times: number[] = [];
  const options = { ...how, tradingDate: how.calendar === "equity" };
  const { time, date } = layout;
  const columns = date === undefined ? [time] : [time, date];
  for await (const batch of source.read(columns)) {
    for (let row = 0; row < batch.rows; row++) {
      const cell = timeCell(batch, row, date === undefined ? undefined : 1);
      const ts = parseTimestamp(cell, options);
      // A venue's clock may be some milliseconds late; no timeframe is as short as a second.
      if (typeof ts === "number") times.push(Math.round(ts / 1000) * 1000);
    }
    if (times.length >= SAMPLE) break;
  }
  return times;
}
