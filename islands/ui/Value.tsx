import { useLayoutEffect, useRef } from "preact/hooks";

/** A figure that may change in place; a change fades once, and not where motion is unwelcome. */
export function Value({ text }: { readonly text: string }) {
  const element = useRef<HTMLSpanElement>(null);
  const shown = useRef(text);
  useLayoutEffect(() => {
    if (shown.current === text) return;
    shown.current = text;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    element.current?.animate([{ backgroundColor: "var(--changed)" }, {
      backgroundColor: "transparent",
    }], { duration: 900, easing: "ease-out" });
  }, [text]);
  return <span class="value" ref={element}>{text}</span>;
}
