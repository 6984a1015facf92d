import { defaultSchema, type Schema } from "hast-util-sanitize";

const DRAWING = ["svg", "g", "path", "line", "rect", "circle", "ellipse", "polyline", "polygon"]
  .concat(["text", "tspan", "title", "desc", "defs", "clipPath", "linearGradient", "stop"]);

/** What a drawing is drawn with; no reference to anything outside it is among it. */
const DRAWN_WITH = ["viewBox", "preserveAspectRatio", "transform", "d", "points"]
  .concat(["x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry"])
  .concat(["fill", "fillOpacity", "fillRule", "stroke", "strokeWidth", "strokeOpacity"])
  .concat(["strokeDashArray", "strokeLineCap", "strokeLineJoin", "strokeMiterLimit", "opacity"])
  .concat(["fontSize", "fontFamily", "fontWeight", "fontVariant", "fontStyle", "textAnchor"])
  .concat(["dominantBaseline", "clipPath", "clipPathUnits", "offset", "stopColor", "stopOpacity"])
  .concat(["gradientUnits", "gradientTransform", "shapeRendering", "vectorEffect"]);

/** Classes of our own displays and of Plot's drawings; others could dress up as a part of the page. */
const CLASSES = /^(tapeout|scroll|tall|number|words|gain|loss|warning|muted|columns|plot(-\w+)*)$/;

/**
 * What stays of a notebook's output. Pictures only where the output carries them itself, links only
 * to the web, no style, no form, no frame, no script and no handler.
 */
export const outputSchema = {
  ...defaultSchema,
  clobberPrefix: "output-",
  tagNames: [...(defaultSchema.tagNames ?? []), "figure", "figcaption", "progress", ...DRAWING]
    .filter((name) => name !== "input"),
  attributes: {
    ...defaultSchema.attributes,
    a: ["href"],
    img: ["src", "alt", "width", "height"],
    progress: ["value", "max", "ariaLabel"],
    th: ["colSpan", "rowSpan", "scope"],
    td: ["colSpan", "rowSpan"],
    ...Object.fromEntries(DRAWING.map((name) => [name, DRAWN_WITH])),
    "*": [
      ["className", CLASSES],
      "id",
      "title",
      "width",
      "height",
      "role",
      "ariaLabel",
      "ariaHidden",
    ],
  },
  protocols: { href: ["http", "https", "mailto"], src: ["data"] },
  strip: ["script", "style", "template", "iframe", "object", "noscript", "textarea", "select"],
} satisfies Schema;
