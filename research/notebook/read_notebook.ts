import { z } from "zod";
import { messageOf } from "../../data/message_of.ts";
import { UserError } from "../../data/user_error.ts";

/** Text in a notebook file is one string or its lines. */
const text = z.union([z.string(), z.array(z.string())]).transform((lines) =>
  typeof lines === "string" ? lines : lines.join("")
);

const data = z.record(z.string(), z.unknown()).transform((bundle) =>
  Object.fromEntries(
    Object.entries(bundle).map(([type, content]) => [
      type,
      Array.isArray(content) && content.every((line) => typeof line === "string")
        ? content.join("")
        : content,
    ]),
  )
);

const output = z.discriminatedUnion("output_type", [
  z.object({ output_type: z.literal("stream"), name: z.string(), text }),
  z.object({ output_type: z.literal("display_data"), data }),
  z.object({ output_type: z.literal("execute_result"), data }),
  z.object({
    output_type: z.literal("error"),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);

const notebook = z.object({
  nbformat: z.literal(4),
  cells: z.array(z.object({
    id: z.string().optional(),
    cell_type: z.string(),
    source: text,
    execution_count: z.number().nullish(),
    outputs: z.array(output).optional(),
  })),
});

/** What a cell of code put out; a MIME bundle's text is whole, not in lines. */
export type CellOutput = z.infer<typeof output>;

/** One cell of a notebook. */
export interface Cell {
  /** Empty where the file is older than cell ids. */
  readonly id: string;
  readonly kind: "code" | "markdown" | "raw";
  readonly source: string;
  /** The number that Jupyter shows in brackets; null where the cell has not run. */
  readonly number: number | null;
  readonly outputs: readonly CellOutput[];
}

/** A notebook with its outputs. */
export interface Notebook {
  /** Its first heading, else null. */
  readonly title: string | null;
  readonly cells: readonly Cell[];
}

/**
 * Reads a notebook file.
 *
 * @throws UserError where there is none, or it is not a notebook of format 4.
 */
export function readNotebook(file: string): Notebook {
  let parsed: z.infer<typeof notebook>;
  try {
    parsed = notebook.parse(JSON.parse(Deno.readTextFileSync(file)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UserError(`No notebook "${file}"; check the path`);
    }
    const reason = error instanceof z.ZodError
      ? `it is not a notebook of format 4 (${error.issues[0]?.path.join(".") || "no object"})`
      : messageOf(error);
    throw new UserError(`Cannot read the notebook "${file}": ${reason}`);
  }
  const cells = parsed.cells.map((cell): Cell => ({
    id: cell.id ?? "",
    kind: cell.cell_type === "code" || cell.cell_type === "markdown" ? cell.cell_type : "raw",
    source: cell.source,
    number: cell.execution_count ?? null,
    outputs: cell.outputs ?? [],
  }));
  return { title: titleOf(cells), cells };
}

function titleOf(cells: readonly Cell[]): string | null {
  for (const { kind, source } of cells) {
    const heading = kind === "markdown" ? /^#\s+(.+)$/m.exec(source) : null;
    if (heading) return heading[1]!.trim();
  }
  return null;
}
