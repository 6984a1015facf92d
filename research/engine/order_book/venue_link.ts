import { delayOf } from "../delay_of.ts";
import { type Orders, PLACE } from "../orders.ts";
import type { OrderEvent } from "../protocol.ts";
import type { Random } from "../random.ts";
import type { Latency } from "../venue_model.ts";
import { Answers, type VenueBooks } from "./answers.ts";
import type { BookVenue } from "./book_venue.ts";
import { copyOrder } from "./copy_order.ts";
import { carryOut, type VenueRequest } from "./venue_request.ts";

/** Both ends of a link. */
export interface LinkEnds {
  /** Orders as the strategy knows them. */
  readonly orders: Orders;
  readonly venue: BookVenue;
  /** The venue's own. */
  readonly books: VenueBooks;
  /** Takes in an answer; `at` is the row of the run and the time when it happened at the venue. */
  readonly apply: (event: OrderEvent, at: VenueTime) => void;
}

/** How long each way takes. */
export interface LinkDelays {
  readonly latency: Latency;
  /** How long after the venue's time the market is seen, ms. */
  readonly feedLatencyMs: number;
}

/** When something happened at a venue. */
export interface VenueTime {
  readonly row: number;
  /** Time, ms. */
  readonly ts: number;
}

/** Something on its way, and when it arrives. */
interface Travelling<T> {
  readonly due: number;
  readonly load: T;
}

/**
 * The way between a strategy and its venue where it takes time: what is asked for arrives late, and
 * answers come back as late again, never sooner than the market itself is seen. Both ways keep the
 * order of what they carry, and a delay is rounded up to whole milliseconds.
 */
export class VenueLink {
  readonly #ends: LinkEnds;
  readonly #delays: LinkDelays;
  readonly #random: Random;
  readonly #answers: Answers;
  readonly #requests: Travelling<readonly VenueRequest[]>[] = [];
  readonly #answered: Travelling<{ readonly event: OrderEvent; readonly at: VenueTime }>[] = [];
  #lastRequest = -Infinity;
  #lastAnswer = -Infinity;

  constructor(ends: LinkEnds, delays: LinkDelays, random: Random) {
    this.#ends = ends;
    this.#delays = delays;
    this.#random = random;
    this.#answers = new Answers(ends.books);
  }

  /** When the next requests arrive, ms; Infinity where none are on their way. */
  get nextArrival(): number {
    return this.#requests[0]?.due ?? Infinity;
  }

  /** Sends off what was asked for at one moment: it arrives together. */
  send(load: readonly VenueRequest[], now: number): void {
    this.#lastRequest = Math.max(this.#lastRequest, now + this.#delay());
    this.#requests.push({ due: this.#lastRequest, load });
  }

  /** Carries out what has arrived at the venue by a time. */
  arrive(now: number, row: number): void {
    const { orders, venue, books } = this.#ends;
    while (this.nextArrival <= now) {
      const { due, load } = this.#requests.shift()!;
      for (const { id, kind } of load) {
        if (kind !== PLACE) continue;
        copyOrder(orders, books.orders, id, due);
        orders.active[id - 1] = due;
        this.#answers.watch(id);
      }
      const changed = carryOut(venue, load, due);
      const changes = changed.map(({ id, decision }): OrderEvent => ["changed", id, decision]);
      this.#answer([...changes, ...this.#answers.collect()], { row, ts: due });
    }
  }

  /** Sends off the answers to what has happened at the venue. */
  report(at: VenueTime): void {
    this.#answer(this.#answers.collect(), at);
  }

  /** Lets the answers come in that have arrived by a time. */
  deliver(now: number): void {
    while (this.#answered.length > 0 && this.#answered[0]!.due <= now) {
      const { event, at } = this.#answered.shift()!.load;
      this.#ends.apply(event, at);
    }
  }

  #answer(events: readonly OrderEvent[], at: VenueTime): void {
    if (events.length === 0) return;
    this.#lastAnswer = Math.max(
      this.#lastAnswer,
      at.ts + Math.max(this.#delay(), this.#delays.feedLatencyMs),
    );
    for (const event of events) this.#answered.push({ due: this.#lastAnswer, load: { event, at } });
  }

  #delay(): number {
    return Math.ceil(delayOf(this.#delays.latency, this.#random));
  }
}
