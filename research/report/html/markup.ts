/** Text that is HTML already, so that {@linkcode html} does not escape it again. */
export class Markup {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What may stand between pieces of HTML: text is escaped, markup is not, nothing is nothing. */
export type Content = string | number | Markup | null | undefined | readonly Content[];

/**
 * HTML from a template: `html`<td>${symbol}</td>``, where the symbol cannot become a tag. Space
 * around the whole is dropped.
 */
export function html(pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const text = pieces.reduce((text, piece, i) => text + render(contents[i - 1]) + piece);
  return new Markup(text.trim());
}

/** Trusts text to be HTML: our own charts and style sheets. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function render(content: Content): string {
  if (content === null || content === undefined) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(render).join("");
  return String(content).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
