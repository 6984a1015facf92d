/** Typed columns that grow together by doubling; one row a record, no object a record. */
export abstract class Columns {
  #rows = 0;
  #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Rows in use. */
  get rows(): number {
    return this.#rows;
  }

  /** Room for one more row; returns its index. */
  protected addRow(): number {
    if (this.#rows === this.#capacity) {
      this.#capacity *= 2;
      this.resize(this.#capacity);
    }
    return this.#rows++;
  }

  /** Reallocates every column with this capacity, keeping its rows. */
  protected abstract resize(capacity: number): void;
}

/** A copy of a column with another capacity. */
export function resized<T extends Float64Array | Int32Array | Uint8Array>(
  column: T,
  capacity: number,
): T {
  const copy = new (column.constructor as new (length: number) => T)(capacity);
  copy.set(column as never);
  return copy;
}
