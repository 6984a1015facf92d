/**
 * What a strategy remembers from bar to bar beside its indicators: plain objects that it asks for
 * while it is being set up and writes to as it goes, so that a snapshot can hold them.
 */
export class Memory {
  readonly #held: object[] = [];
  readonly #saved: readonly object[] | null;

  /** @param saved what the memory of a snapshot held, in the order in which it was asked for. */
  constructor(saved: readonly object[] | null = null) {
    this.#saved = saved;
  }

  /**
   * A new object, which begins as a copy of `initial`, or as the snapshot has it.
   *
   * @throws RangeError for anything but a plain object of JSON values.
   */
  remember<T extends object>(initial: T): T {
    const first = plainCopy(initial) as T;
    if (Array.isArray(first)) {
      throw new RangeError("Cannot remember an array by itself; give an object that holds it");
    }
    const saved = this.#saved?.[this.#held.length];
    const held = saved === undefined ? first : plainCopy(saved) as T;
    this.#held.push(held);
    return held;
  }

  /**
   * A copy of all that is remembered.
   *
   * @throws RangeError for anything but JSON values.
   */
  save(): object[] {
    const seen = new Set<object>();
    return this.#held.map((each) => plainCopy(each, seen) as object);
  }

  /** @throws RangeError where the set-up does not leave the snapshot's memory as it was. */
  requireUntouched(): void {
    if (this.#saved === null) return;
    if (this.#saved.length !== this.#held.length) {
      throw new RangeError(
        `Cannot resume: the strategy remembers ${this.#held.length} objects, the snapshot holds ` +
          `${this.#saved.length}; resume with the strategy that it was taken of`,
      );
    }
    if (JSON.stringify(this.#saved) === JSON.stringify(this.save())) return;
    throw new RangeError(
      "Cannot resume: the strategy writes to what it remembers while it is being set up; give " +
        "remember() the values that it begins with",
    );
  }
}

/** A copy of a JSON value; `path` is where it is held, `seen` what has been copied so far. */
function plainCopy(value: unknown, seen = new Set<object>(), path = ""): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value !== "object") throw refusal(path, String(value));
  if (seen.has(value)) throw refusal(path, "an object that is remembered in another place too");
  seen.add(value);
  if (Array.isArray(value)) {
    return Array.from(value, (each, i) => plainCopy(each, seen, `${path}[${i}]`));
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refusal(path, `a ${value.constructor?.name ?? "class"}`);
  }
  const at = path === "" ? "" : `${path}.`;
  const copied = Object.entries(value).map(([key, each]) => [
    key,
    plainCopy(each, seen, at + key),
  ]);
  return Object.fromEntries(copied);
}

function refusal(path: string, what: string): RangeError {
  return new RangeError(
    `Cannot remember ${what}${path === "" ? "" : ` in ${path}`}; a strategy remembers plain ` +
      "objects, arrays, strings, booleans, finite numbers and null",
  );
}
