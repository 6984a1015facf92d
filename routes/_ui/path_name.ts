import type { Context } from "hono";

/** What a run, a session or a notebook may be called: one name, never a path. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.@ +-]{0,159}$/u;

/**
 * A name from the address, or null where it could not name anything of ours: names hold no slash, no
 * control character, and begin with a letter or a digit.
 */
export function pathName(c: Context, parameter: string): string | null {
  const name = c.req.param(parameter) ?? "";
  return NAME.test(name) && !name.includes("..") ? name : null;
}
