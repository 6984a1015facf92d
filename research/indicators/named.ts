import { Line } from "../engine/line.ts";

/**
 * Names the lines of an indicator for people to read: "sma 10", "bollinger 20 upper", and what it is
 * of where that is not a price's close, "sma 5 of rsi 14".
 *
 * @param result a line, or lines by name.
 */
export function named<T extends Line | { readonly [K in keyof T]: Line }>(
  name: string,
  result: T,
  source?: Line,
): T {
  const text = source && source.name !== "close" ? `${name} of ${source.name}` : name;
  if (result instanceof Line) result.name = text;
  else {
    for (const [key, line] of Object.entries<Line>(result as Record<string, Line>)) {
      line.name = `${text} ${key}`;
    }
  }
  return result;
}
