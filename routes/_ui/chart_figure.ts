/** Widths at which charts are drawn: beside the rail, and for a phone, where text must stay readable. */
const CHART_WIDTHS = { wide: 1104, narrow: 400 } as const;

/** A chart for wide and for narrow screens, of which the style sheet shows the one that fits. */
export function chartFigure(draw: (width: number, narrow: boolean) => string): string {
  const figure = (kind: "wide" | "narrow") =>
    `<figure class="${kind}">${compact(draw(CHART_WIDTHS[kind], kind === "narrow"))}</figure>`;
  return figure("wide") + figure("narrow");
}

/** Charts bring a style sheet each; pages have its rules in theirs, and their policy allows no other. */
export function withoutStyle(html: string): string {
  return html.replaceAll(/<style>[^<]*<\/style>/g, "");
}

/** A tenth of a pixel is as fine as a screen shows, and makes long curves a third lighter. */
function compact(svg: string): string {
  return withoutStyle(svg).replaceAll(
    / (d|transform)="[^"]*"/g,
    (attribute) => attribute.replaceAll(/(\.\d)\d+/g, "$1"),
  );
}
