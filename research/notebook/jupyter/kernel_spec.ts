import { join } from "node:path";

/** The kernel's name in notebooks. */
export const KERNEL = "tapeout";

/**
 * Writes the specification of the kernel: this Deno's. It is written anew each time because the
 * binary moves, with every release of npm's `deno` for one. The kernel finds `deno.json` from the
 * notebook's folder.
 */
export async function writeKernelSpec(venv: string): Promise<void> {
  const folder = join(venv, "share", "jupyter", "kernels", KERNEL);
  const file = join(folder, "kernel.json");
  const spec = {
    argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Tapeout (Deno)",
    language: "typescript",
  };
  const text = JSON.stringify(spec, null, 2) + "\n";
  await Deno.mkdir(folder, { recursive: true });
  const staged = `${file}.${crypto.randomUUID()}`;
  await Deno.writeTextFile(staged, text);
  await Deno.rename(staged, file);
}
