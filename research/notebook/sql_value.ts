import type { DuckDBValue } from "@duckdb/node-api";
import { UserError } from "../../data/user_error.ts";

type Scalar = string | number | bigint | boolean | Date | null;

/** What a query may be given as a value. */
export type SqlValue = Scalar | readonly Scalar[];

/**
 * Values as DuckDB binds them: a `Date` as TIMESTAMP, an array as a list.
 *
 * @throws UserError for any other kind of value.
 */
export async function toDuckDB(values: readonly SqlValue[]): Promise<DuckDBValue[]> {
  if (values.length === 0) return [];
  const { DuckDBTimestampValue, listValue } = await import("@duckdb/node-api");
  const scalar = (value: Scalar, place: number): DuckDBValue => {
    if (value instanceof Date) {
      if (!Number.isNaN(value.getTime())) {
        return new DuckDBTimestampValue(BigInt(value.getTime()) * 1000n);
      }
    } else if (value === null || /^(string|number|bigint|boolean)$/.test(typeof value)) {
      return value;
    }
    throw refused(value, place);
  };
  return values.map((value, i) => {
    if (!Array.isArray(value)) return scalar(value as Scalar, i + 1);
    if (value.length > 0) return listValue(value.map((each) => scalar(each, i + 1)));
    throw new UserError(
      `Cannot bind value ${i + 1} of the query: the list is empty; leave the condition out`,
    );
  });
}

function refused(value: unknown, place: number): UserError {
  const kind = value instanceof Date ? "an invalid Date" : `of type ${typeof value}`;
  return new UserError(
    `Cannot bind value ${place} of the query: it is ${kind}; ` +
      "give text, a number, a boolean, a Date, null or an array of these",
  );
}
