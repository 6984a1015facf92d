/** Names in a folder that do not begin with a dot; none where there is no such folder. */
export function namesIn(dir: string): string[] {
  try {
    return Array.from(Deno.readDirSync(dir), (entry) => entry.name)
      .filter((name) => !name.startsWith("."));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return [];
    }
    throw error;
  }
}
