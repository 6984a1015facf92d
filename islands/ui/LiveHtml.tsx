import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  readonly id: string;
  /** What the server rendered; in the browser it is taken from the page instead. */
  readonly html?: string | undefined;
  /** Where its present state is; a new address is fetched, at most every two seconds. */
  readonly url: string;
}

const PAUSE_MS = 2_000;

/** A part of the page that the server draws, such as a chart, drawn anew as its address changes. */
export function LiveHtml({ id, html, url }: Props) {
  const [shown, setShown] = useState(() => html ?? document.getElementById(id)?.innerHTML ?? "");
  const drawn = useRef(url);
  const next = useRef(0);
  useEffect(() => {
    if (url === drawn.current) return;
    const timer = setTimeout(async () => {
      next.current = Date.now() + PAUSE_MS;
      const response = await fetch(url).catch(() => null);
      if (!response?.ok) return;
      drawn.current = url;
      const open = document.getElementById(id)?.querySelector("details[open]");
      const fresh = await response.text();
      setShown(open ? fresh.replace("<details>", "<details open>") : fresh);
    }, Math.max(0, next.current - Date.now()));
    return () => clearTimeout(timer);
  }, [url]);
  return <div id={id} dangerouslySetInnerHTML={{ __html: shown }} />;
}
