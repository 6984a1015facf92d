const PAGES = [
  { href: "/", label: "Overview" },
  { href: "/runs", label: "Runs" },
  { href: "/live", label: "Live" },
  { href: "/notebooks", label: "Notebooks" },
];

/** The narrow rail of all pages; the one that holds the page shown is marked. */
export function Rail({ path }: { readonly path: string }) {
  const isHere = (href: string) => href === "/" ? path === "/" : path.startsWith(href);
  return (
    <nav class="rail" aria-label="Pages">
      <a class="mark" href="/" tabIndex={-1} aria-hidden="true">Tapeout</a>
      <ul>
        {PAGES.map(({ href, label }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={isHere(href) ? (path === href ? "page" : "true") : undefined}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
