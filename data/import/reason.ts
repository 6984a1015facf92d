import type { NoInstant } from "./local_time.ts";
import type { NotANumber } from "./parse_number.ts";
import type { RowFault } from "./source.ts";

/** Why a row does not enter the lake. */
export type Reason =
  | NotANumber
  | RowFault
  | NoInstant
  | "unreadable time"
  | "time off the grid"
  | "price not a positive number"
  | "volume below zero"
  | "high below low"
  | "open or close outside low to high"
  | "number out of its range"
  | "unknown word"
  | "duplicate time"
  | "time before a day that is written";
