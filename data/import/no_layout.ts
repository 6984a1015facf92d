import type { DatasetName } from "../datasets.ts";
import { UserError } from "../user_error.ts";
import type { NoLayout } from "./recognise_layout.ts";

/** The error for a file whose columns are not those of a dataset. */
export function noLayout(
  file: string,
  header: readonly string[],
  { reason, dataset }: { readonly reason: NoLayout; readonly dataset: DatasetName | undefined },
): UserError {
  if ("several" in reason) {
    return new UserError(
      `Cannot import "${file}": it holds columns of ${reason.several.join(" and ")}; ` +
        `pass --dataset ${reason.several[0]} for the first`,
    );
  }
  const shown = header.slice(0, 12).map((word) => {
    const text = word.trim().replace(/\p{C}/gu, "?");
    return text.length > 24 ? `${text.slice(0, 24)}…` : text || '""';
  });
  const more = header.length > shown.length ? ` and ${header.length - shown.length} more` : "";
  const as = dataset === undefined ? "" : ` as ${dataset}`;
  const way = dataset === "series"
    ? `name the value's with --column`
    : dataset === undefined
    ? `name them in the first line, as in "date,open,high,low,close,volume", or pass --dataset`
    : `name them in the first line`;
  return new UserError(
    `Cannot import "${file}"${as}: no column for ${reason.missing.join(", ")} ` +
      `(columns found: ${shown.join(", ")}${more}); ${way}`,
  );
}
