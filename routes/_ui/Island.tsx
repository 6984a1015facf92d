import { type ComponentType, h } from "preact";

interface Props<P, S> {
  /** Its file in `islands/` without the extension. */
  readonly name: string;
  readonly component: ComponentType<P & S>;
  /** What it is shown with; travels to the browser as JSON. */
  readonly props: P & object;
  /** What only the server shows it with, where the browser finds the same in the page. */
  readonly serverProps?: S & object;
}

/** A component that comes alive in the browser: rendered here, then hydrated by HonoX's client. */
export function Island<P, S = unknown>({ name, component, props, serverProps }: Props<P, S>) {
  return h("honox-island", {
    "component-name": `/islands/${name}.tsx`,
    "data-serialized-props": JSON.stringify(props),
  }, h(component as ComponentType<object>, { ...props, ...serverProps }));
}
