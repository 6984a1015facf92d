import defer * as observable from "@observablehq/plot";
import defer * as linkedom from "linkedom";
import { UserError } from "../../data/user_error.ts";
import { html, trusted } from "../report/html/markup.ts";
import { framed } from "./frame.ts";
import { type Displayable, jupyterDisplay, kernel, type MimeBundle } from "./kernel.ts";
import { Picture } from "./picture.ts";

type PlotModule = typeof observable;
type Options = NonNullable<Parameters<PlotModule["plot"]>[0]>;
type Plotted = ReturnType<PlotModule["plot"]> & Displayable;

let drawingOn: Document | undefined;

/**
 * Observable Plot for a cell: `await display(Plot.plot({…}))`, or `Plot.lineY(…).plot()`. Everything
 * of Plot is here, and what it draws shows itself in the notebook, in the notebook's theme. It is
 * loaded when it is first used.
 *
 * There is no screen to draw on, so the continuous colour legend, `Plot.raster` and the tips that
 * follow the pointer are not available: give a colour scale with a legend `type: "quantize"`. Colours by
 * role follow the theme: `var(--accent)`, `--ink`, `--muted`, `--gain`, `--loss`, `--category-1` to 7.
 *
 * Plot's `window` transform centres its window by default, which looks ahead; a trailing mean is
 * `Plot.windowY({ k: 20, anchor: "end", strict: true }, …)`.
 */
export const Plot: PlotModule & { plot(options?: Options): Plotted } = new Proxy(
  {} as PlotModule,
  {
    get: (_, name) => name === "plot" ? plot : ready()[name as keyof PlotModule],
    has: (_, name) => name in observable,
    ownKeys: () => Reflect.ownKeys(observable),
    getOwnPropertyDescriptor: (_, name) => ({
      configurable: true,
      enumerable: true,
      value: name === "plot" ? plot : observable[name as keyof PlotModule],
    }),
  },
) as never;

function plot(options: Options = {}): Plotted {
  ready();
  try {
    const element = observable.plot({ ...options, document: drawingOn! });
    return Object.defineProperty(element, jupyterDisplay, {
      value: () => plotBundle(element),
    }) as Plotted;
  } catch (error) {
    if (error instanceof TypeError && /(ramp|raster)\.js/.test(error.stack ?? "")) {
      throw inCellError(
        "Cannot draw a continuous colour legend or a raster without a screen; " +
          'write color: { type: "quantize", legend: true }, or cells in place of a raster',
      );
    }
    throw error;
  }
}

/** Prepares Plot once: its marks' own `plot()` must draw on our document too. */
function ready(): PlotModule {
  if (drawingOn === undefined) {
    drawingOn = linkedom.parseHTML("<!doctype html><body></body>").document as unknown as Document;
    observable.Mark.prototype.plot = function (this: object, options: Options = {}) {
      return plot({ ...options, marks: [...options.marks ?? [], this as never] });
    } as never;
  }
  return observable;
}

/** A chart is one picture; with a title or a legend it is a figure that holds pictures. */
function plotBundle(element: Element): MimeBundle {
  const label = element.getAttribute("aria-label") ?? "Plot";
  if (element.tagName.toLowerCase() === "svg") {
    return new Picture(element.outerHTML, label)[jupyterDisplay]();
  }
  const content = element.outerHTML.replaceAll(
    /<svg[^]*?<\/svg>/g,
    (svg) => new Picture(svg, label).image.text,
  );
  return { "text/html": framed(html`${trusted(content)}`), "text/plain": label };
}

function inCellError(message: string): UserError {
  const error = new UserError(message);
  if (kernel()) error.stack = `error: ${message}`;
  return error;
}
