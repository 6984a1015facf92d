/** One step of the way to a page. */
export interface TrailStep {
  readonly label: string;
  /** Left out for the page itself. */
  readonly href?: string;
}

/** Where a page is: the way to it from the top, each step but the last a link. */
export function Trail({ steps }: { readonly steps: readonly TrailStep[] }) {
  return (
    <nav class="trail" aria-label="Where you are">
      <ol>
        {steps.map(({ label, href }) => (
          <li key={label}>
            {href === undefined
              ? <span aria-current="page">{label}</span>
              : <a href={href}>{label}</a>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
