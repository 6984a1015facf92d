/** A typed column, one value a row. */
export type Column = Float64Array | Int32Array | Uint8Array;

/** A table's rows as a snapshot holds them. */
export interface SavedRows {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Column>>;
}

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

  /** A copy of the rows in use. */
  save(): SavedRows {
    const columns: Record<string, Column> = {};
    this.replaceColumns((name, column) => {
      columns[name] = column.slice(0, this.#rows);
      return column;
    });
    return { rows: this.#rows, columns };
  }

  /** Takes the rows of a snapshot in place of its own. */
  restore({ rows, columns }: SavedRows): void {
    while (this.#capacity < rows) this.#capacity *= 2;
    this.#rows = rows;
    this.replaceColumns((name, column) => {
      const values = columns[name];
      if (values !== undefined) return resized(values as typeof column, this.#capacity);
      throw new Error(`Cannot restore the column ${name}: the snapshot has none`);
    });
  }

  /** Room for one more row; returns its index. */
  protected addRow(): number {
    if (this.#rows === this.#capacity) {
      this.#capacity *= 2;
      this.replaceColumns((_, column) => resized(column, this.#capacity));
    }
    return this.#rows++;
  }

  /** Puts in place of every column what `put` makes of it; all columns must be named here. */
  protected abstract replaceColumns(put: <T extends Column>(name: string, column: T) => T): void;
}

/** A copy of a column with another capacity. */
export function resized<T extends Column>(column: T, capacity: number): T {
  const copy = new (column.constructor as new (length: number) => T)(capacity);
  copy.set(column as never);
  return copy;
}
