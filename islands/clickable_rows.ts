/**
 * Lets a click anywhere on a table's row go where its first link goes. The link itself serves the
 * keyboard; selecting text and clicking a link of the row's own stay as they are.
 */
export function clickableRows(root: Document): void {
  root.addEventListener("click", (event) => {
    const target = event.target as Element;
    const link = target.closest("tbody tr")?.querySelector<HTMLAnchorElement>("td a[href]");
    if (!link || target.closest("a, button, summary")) return;
    if (getSelection()?.isCollapsed === false) return;
    if (event.ctrlKey || event.metaKey) open(link.href, "_blank", "noopener");
    else link.click();
  });
}
