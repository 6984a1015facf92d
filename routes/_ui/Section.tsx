import type { ComponentChildren } from "preact";

interface Props {
  readonly title: string;
  readonly id?: string;
  /** What stands beside the heading, such as a link to more. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of a page under its heading. */
export function Section({ title, id, aside, children }: Props) {
  return (
    <section id={id}>
      <div class="heading">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
