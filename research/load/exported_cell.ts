import { z } from "zod";
import { didYouMean } from "../../data/nearest.ts";
import { messageOf } from "../../data/message_of.ts";
import { UserError } from "../../data/user_error.ts";

const MARK = /^\/\/ tapeout: export ([A-Za-z_$][\w$]*)\s*$/;

/** The part of a notebook file that we read. */
const notebookSchema = z.object({
  cells: z.array(z.object({
    cell_type: z.string(),
    source: z.union([z.string(), z.array(z.string())]).default(""),
  })),
});

/**
 * The module that a notebook's exported cell is: the code of the cell whose first line is
 * `// tapeout: export NAME`, with the constant NAME as its default export. Line numbers stay those
 * of the cell.
 *
 * @param path the notebook's file.
 * @throws UserError where the notebook cannot be read or has not exactly one such cell.
 */
export function exportedCell(path: string, name: string): string {
  const exported = codeCells(path).flatMap((code) => {
    const match = MARK.exec(code.split("\n", 1)[0]!);
    return match ? [{ name: match[1]!, code }] : [];
  });
  const cells = exported.filter((cell) => cell.name === name);
  if (cells.length === 1) return `${cells[0]!.code}\nexport { ${name} as default };\n`;
  const names = exported.map((cell) => cell.name);
  throw new UserError(
    cells.length > 1
      ? `Cannot export "${name}" from "${path}": ${cells.length} cells export it; keep one`
      : `No cell of "${path}" exports "${name}"${didYouMean(name, names)}; begin the strategy's ` +
        `cell with "// tapeout: export ${name}"`,
  );
}

function codeCells(path: string): string[] {
  const notebook = notebookSchema.safeParse(readJson(path));
  if (!notebook.success) {
    throw new UserError(`Cannot read the notebook "${path}": it is not in Jupyter's format`);
  }
  return notebook.data.cells.filter((cell) => cell.cell_type === "code")
    .map(({ source }) => typeof source === "string" ? source : source.join(""));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(Deno.readTextFileSync(path));
  } catch (error) {
    throw new UserError(
      error instanceof Deno.errors.NotFound
        ? `No notebook "${path}"; check the path`
        : `Cannot read the notebook "${path}": ${messageOf(error)}`,
    );
  }
}
