import type { Tone } from "../run_report.ts";

/** Puts text in the colours of a terminal, or leaves it alone. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly muted: (text: string) => string;
  readonly accent: (text: string) => string;
  /** Green for a gain and red for a loss. */
  readonly tone: (text: string, tone: Tone) => string;
}

/** ANSI colours where `colour` is set, else none; the text has its width either way. */
export function paint(colour: boolean): Paint {
  const code = (open: number, close: number) => (text: string) =>
    colour && text !== "" ? `\x1b[${open}m${text}\x1b[${close}m` : text;
  const gain = code(32, 39);
  const loss = code(31, 39);
  return {
    bold: code(1, 22),
    muted: code(2, 22),
    accent: code(34, 39),
    tone: (text, tone) => tone === "gain" ? gain(text) : tone === "loss" ? loss(text) : text,
  };
}
