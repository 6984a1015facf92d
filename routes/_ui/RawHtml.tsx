import type { Markup } from "../../research/report/html/markup.ts";
import { withoutStyle } from "./chart_figure.ts";

interface Props {
  readonly html: Markup | readonly Markup[] | string;
}

/** HTML that was made or sanitised by us, such as a section of the report, as part of a page. */
export function RawHtml({ html }: Props) {
  const text = Array.isArray(html) ? html.map(String).join("") : String(html);
  return <div class="raw" dangerouslySetInnerHTML={{ __html: withoutStyle(text) }} />;
}
