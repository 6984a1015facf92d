import MarkdownIt from "markdown-it";
import { highlight } from "./highlight.ts";

/** Markdown without HTML: a tag in it is text, and a link leads to the web or within the page. */
const markdown = new MarkdownIt({
  html: false,
  linkify: false,
  typographer: false,
  highlight: (code, language) => highlight(code, language),
});

markdown.renderer.rules.image = (tokens, i) => markdown.utils.escapeHtml(tokens[i]!.content);

/** A cell of Markdown as HTML. Pictures are their text: pages load nothing from elsewhere. */
export function renderMarkdown(source: string): string {
  return markdown.render(source);
}
