/** Content of one kind by MIME type, as Jupyter shows it. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** How a value gives its own MIME bundle: `[jupyterDisplay]()`. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display") as never;

/** How a value is told in a terminal. */
export const consoleDisplay: unique symbol = Symbol.for("Deno.customInspect") as never;

/** A value that Jupyter can show. */
export interface Displayable {
  [jupyterDisplay](): MimeBundle | Promise<MimeBundle>;
}

/** The part of `Deno.jupyter` that we use; it exists in the kernel only. */
interface Jupyter {
  display(
    bundle: unknown,
    options: { raw: true; display_id?: string; update?: boolean },
  ): Promise<void>;
  format(value: unknown): Promise<MimeBundle>;
}

/** The Jupyter kernel that this code runs in, or `undefined` in a terminal or a test. */
export function kernel(): Jupyter | undefined {
  try {
    return (Deno as { jupyter?: Jupyter }).jupyter;
  } catch {
    // Outside of a kernel the property throws.
    return undefined;
  }
}
