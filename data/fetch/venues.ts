import { parseSymbol } from "../symbol.ts";
import { openVenue, type Venue } from "./open_venue.ts";
import { type FetchSeams, type Seams, withDefaults } from "./seams.ts";

/** Opens each venue once for all the series that are fetched from it. */
export class Venues {
  readonly seams: Seams;
  readonly #open = new Map<string, Venue>();

  constructor(seams: FetchSeams = {}) {
    this.seams = withDefaults(seams);
  }

  /** Requests sent so far. */
  get requests(): number {
    return [...this.#open.values()].reduce((sum, venue) => sum + venue.requests(), 0);
  }

  /**
   * The venue that trades a symbol.
   *
   * @throws {UserError} for an unknown venue and one that cannot be reached.
   */
  async open(name: string, symbol: string): Promise<Venue> {
    const perpetual = parseSymbol(symbol).settle !== undefined;
    const key = `${name} ${perpetual}`;
    const venue = this.#open.get(key) ??
      await openVenue(name, { perpetual, seams: this.seams });
    this.#open.set(key, venue);
    return venue;
  }
}
