import type { Bars } from "../../../data/bars.ts";
import type { SessionParts } from "../../../live/runner/session.ts";
import type { Venue } from "../../../live/venues/venue.ts";
import { inTempDir } from "../../data/helpers.ts";
import { Life, walk } from "./session_fixtures.ts";
import { type Summary, summaryOf } from "./session_state.ts";

/** Bars of ACME and OTHER that all lives share. */
export const bars: readonly Bars[] = [walk(1, 120), walk(2, 120)];

/** A venue that does as another does, but for what is changed. */
export function changed(venue: Venue, change: Partial<Venue>): Venue {
  return {
    submit: (id, text) => venue.submit(id, text),
    cancel: (id) => venue.cancel(id),
    change: (id, key, text) => venue.change(id, key, text),
    order: (id) => venue.order(id),
    records: (skip) => venue.records(skip),
    positions: () => venue.positions(),
    close: () => venue.close(),
    ...change,
  };
}

/** Lives once over {@linkcode bars} with a changed venue; the life is closed even where it fails. */
export async function live(
  dir: string,
  change: (venue: Venue, life: SessionParts) => Partial<Venue> = () => ({}),
): Promise<Life> {
  const life = new Life(dir, bars, (parts) => ({
    venue: changed(parts.venue, change(parts.venue, parts)),
  }));
  try {
    return await life.run();
  } finally {
    life.close();
  }
}

/** What a session comes to in which nothing goes wrong. */
export async function calm(): Promise<Summary> {
  let summary: Summary;
  await inTempDir(async (dir) => void (summary = summaryOf((await live(dir)).session)));
  return summary!;
}
