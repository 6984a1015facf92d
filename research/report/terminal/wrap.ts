/** Breaks text into lines of at most `width` characters at its spaces, `indent` before all but one. */
export function wrap(text: string, width: number, indent = 0): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = " ".repeat(indent) + word;
    } else {
      line += (line === "" ? "" : " ") + word;
    }
  }
  return [...lines, line];
}
