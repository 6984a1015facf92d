import { UserError } from "../user_error.ts";

/** The error for a file whose columns are not those of bars. */
export function noHeader(
  file: string,
  header: readonly string[],
  missing: readonly string[],
): UserError {
  const shown = header.slice(0, 12).map((word) => {
    const text = word.trim().replace(/\p{C}/gu, "?");
    return text.length > 24 ? `${text.slice(0, 24)}…` : text || '""';
  });
  const more = header.length > shown.length ? ` and ${header.length - shown.length} more` : "";
  return new UserError(
    `Cannot import "${file}": no column for ${missing.join(", ")} ` +
      `(columns found: ${shown.join(", ")}${more}); ` +
      `name them in the first line, as in "date,open,high,low,close,volume"`,
  );
}
