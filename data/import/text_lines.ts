import { UserError } from "../user_error.ts";

/**
 * Lines of a UTF-8 file, unpacked where it is compressed with gzip, without their ends and in
 * batches of what one read brought.
 *
 * @throws {UserError} where the gzip file is damaged.
 */
export async function* textLines(file: string, gzip: boolean): AsyncGenerator<string[]> {
  let rest = "";
  for await (const chunk of textChunks(file, gzip)) {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    if (lines.length > 0) yield lines;
  }
  if (rest !== "") yield [rest.replace(/\r$/, "")];
}

/** The whole text of such a file. */
export async function wholeText(file: string, gzip: boolean): Promise<string> {
  let text = "";
  for await (const chunk of textChunks(file, gzip)) text += chunk;
  return text;
}

async function* textChunks(file: string, gzip: boolean): AsyncGenerator<string> {
  const { readable } = await Deno.open(file);
  const bytes = gzip ? readable.pipeThrough(new DecompressionStream("gzip")) : readable;
  try {
    yield* bytes.pipeThrough(new TextDecoderStream());
  } catch (error) {
    if (!gzip || !(error instanceof TypeError)) throw error;
    throw new UserError(
      `Cannot import "${file}": the gzip file is damaged or incomplete; fetch or pack it again`,
    );
  }
}
