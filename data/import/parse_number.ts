/** One cell of a source file. */
export type Cell = string | number | bigint | null;

/** What a cell that should hold a number holds instead. */
export type NotANumber = "missing value" | "text in a number column";

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * The double nearest to what a cell says. An empty cell and the words that programs write for one
 * ("NA", "null", "None") are missing; "NaN" is a number, which the rules on prices then refuse.
 */
export function parseNumber(cell: Cell): number | NotANumber {
  if (typeof cell === "number") return cell;
  if (typeof cell === "bigint") return Number(cell);
  const text = cell?.trim() ?? "";
  if (decimal.test(text)) return Number(text);
  if (/^(na|n\/a|null|none|-)?$/i.test(text)) return "missing value";
  if (/^[+-]?(nan|inf|infinity)$/i.test(text)) return NaN;
  return "text in a number column";
}
