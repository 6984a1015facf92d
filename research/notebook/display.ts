import { type Displayable, jupyterDisplay, kernel, type MimeBundle } from "./kernel.ts";

/**
 * Shows a value beneath the cell: a table, a plot, a tear sheet, or anything else as its text. In a
 * terminal it prints the text.
 *
 * Write `await display(x)` rather than leaving `x` as the last line. The kernel may send a last
 * line's value after the cell has ended, and JupyterLab then files it under the next cell.
 */
export async function display(value: unknown): Promise<void> {
  const bundle = await bundleOf(value);
  if (kernel()) await send(bundle);
  else console.log(bundle["text/plain"] ?? value);
}

/** Where a display stands, so that it can be changed in place. */
export interface DisplayPlace {
  readonly id: string;
  /** Whether it is there already. */
  readonly update: boolean;
}

/** Sends a bundle to the notebook, and waits until it has left. */
export async function send(bundle: MimeBundle, place?: DisplayPlace): Promise<void> {
  await kernel()?.display(bundle, {
    raw: true,
    ...(place && { display_id: place.id, update: place.update }),
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
}

async function bundleOf(value: unknown): Promise<MimeBundle> {
  if (isDisplayable(value)) return await value[jupyterDisplay]();
  if (typeof value === "string") return { "text/plain": value };
  return await kernel()?.format(value) ?? { "text/plain": Deno.inspect(value) };
}

function isDisplayable(value: unknown): value is Displayable {
  return typeof value === "object" && value !== null && jupyterDisplay in value &&
    typeof value[jupyterDisplay] === "function";
}
