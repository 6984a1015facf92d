const PAGE_BITS = 10;
const PAGE = 1 << PAGE_BITS;
const IN_PAGE = PAGE - 1;
const WORD_BITS = 5;
const WORDS = PAGE >> WORD_BITS;
/** Pages that are made room for at first. */
const PAGES = 64;

/** Best key of a side without levels. */
export const NO_LEVEL: number = -(2 ** 30);

/**
 * One side of a book. A level's key is its ticks for bids and their negative for asks, so that the
 * best level always has the greatest key.
 *
 * Levels lie in pages of 1,024 ticks that are made when a level first needs one, so a level is two
 * loads away however far from the touch; bits mark the levels that are there, so the next one after
 * a deleted best is found without walking the ticks between. Measured on 445,262 depth rows of a
 * perpetual whose prices spread over 6.2 million ticks: 16 ns a row, against 46 ns with a `Map`,
 * and 11 ns with a window of 65,536 ticks that does without a place for the rest.
 */
export class BookSide {
  /** Key of the best level, {@linkcode NO_LEVEL} where there is none. */
  best = NO_LEVEL;

  readonly #sign: number;
  /** Page of each 1,024 keys from `#first` pages on; page 0 stays empty and stands for none. */
  #pageOf = new Int32Array(0);
  #first = 0;
  #pages = 1;
  #lots = new Float64Array(PAGE * PAGES);
  /** A bit for each level. */
  #levels = new Int32Array(WORDS * PAGES);
  /** A bit for each word of `#levels` that is not 0. */
  #words = new Int32Array(PAGES);

  /** @param sign 1 for bids, -1 for asks. */
  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  /** Lots that rest at a price, 0 where none do. */
  at(ticks: number): number {
    const key = (this.#sign * ticks) | 0;
    const page = this.#page(key);
    return page === 0 ? 0 : this.#lots[(page << PAGE_BITS) | (key & IN_PAGE)]!;
  }

  /** Puts a level or, with 0 lots, deletes it. */
  set(ticks: number, lots: number): void {
    const key = (this.#sign * ticks) | 0;
    let page = this.#page(key);
    if (page === 0) {
      if (lots === 0) return;
      page = this.#addPage(key >> PAGE_BITS);
    }
    const level = (page << PAGE_BITS) | (key & IN_PAGE);
    const before = this.#lots[level]!;
    this.#lots[level] = lots;
    if (lots !== 0) {
      if (before === 0) this.#mark(page, key);
      if (key > this.best) this.best = key;
    } else if (before !== 0) {
      this.#unmark(page, key);
      if (key === this.best) this.best = this.after(key);
    }
  }

  /** Key of the best level that is worse than this key, {@linkcode NO_LEVEL} where none is. */
  after(key: number): number {
    const page = this.#page(key);
    if (page !== 0) {
      const word = (key & IN_PAGE) >> WORD_BITS;
      const bits = this.#levels[page * WORDS + word]! & ((1 << (key & 31)) - 1);
      if (bits !== 0) return (key & ~31) | (31 - Math.clz32(bits));
      const words = this.#words[page]! & ((1 << word) - 1);
      if (words !== 0) return this.#highest(page, words, key >> PAGE_BITS);
    }
    const below = (key >> PAGE_BITS) - this.#first - 1;
    for (let i = Math.min(below, this.#pageOf.length - 1); i >= 0; i--) {
      const words = this.#words[this.#pageOf[i]!]!;
      if (words !== 0) return this.#highest(this.#pageOf[i]!, words, i + this.#first);
    }
    return NO_LEVEL;
  }

  /** Deletes the levels from the best to a key, inclusive. */
  clearTo(key: number): void {
    while (this.best !== NO_LEVEL && this.best >= key) this.set(this.#sign * this.best, 0);
  }

  #page(key: number): number {
    const i = (key >> PAGE_BITS) - this.#first;
    return i >>> 0 < this.#pageOf.length ? this.#pageOf[i]! : 0;
  }

  #highest(page: number, words: number, number: number): number {
    const word = 31 - Math.clz32(words);
    const bits = this.#levels[page * WORDS + word]!;
    return (number << PAGE_BITS) | (word << WORD_BITS) | (31 - Math.clz32(bits));
  }

  #mark(page: number, key: number): void {
    const word = (key & IN_PAGE) >> WORD_BITS;
    this.#levels[page * WORDS + word]! |= 1 << (key & 31);
    this.#words[page]! |= 1 << word;
  }

  #unmark(page: number, key: number): void {
    const word = (key & IN_PAGE) >> WORD_BITS;
    const bits = this.#levels[page * WORDS + word]! & ~(1 << (key & 31));
    this.#levels[page * WORDS + word] = bits;
    if (bits === 0) this.#words[page]! &= ~(1 << word);
  }

  #addPage(number: number): number {
    this.#reach(number);
    const page = this.#pages++;
    if (page === this.#words.length) {
      this.#lots = doubled(this.#lots, Float64Array);
      this.#levels = doubled(this.#levels, Int32Array);
      this.#words = doubled(this.#words, Int32Array);
    }
    this.#pageOf[number - this.#first] = page;
    return page;
  }

  /** Widens the table of pages to hold this number, with as much room again on its side. */
  #reach(number: number): void {
    const length = this.#pageOf.length;
    if (length === 0) {
      this.#pageOf = new Int32Array(PAGES);
      this.#first = number - PAGES / 2;
      return;
    }
    const end = this.#first + length;
    if (number >= this.#first && number < end) return;
    const from = number < this.#first ? Math.min(number, this.#first - length) : this.#first;
    const to = number >= end ? Math.max(number + 1, end + length) : end;
    const wider = new Int32Array(to - from);
    wider.set(this.#pageOf, this.#first - from);
    this.#pageOf = wider;
    this.#first = from;
  }
}

function doubled<T extends Float64Array | Int32Array>(
  column: T,
  Column: new (length: number) => T,
): T {
  const copy = new Column(2 * column.length);
  copy.set(column);
  return copy;
}
