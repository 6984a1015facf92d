/**
 * Colours by role, as the custom properties of `static/tokens.css`, so that a chart follows the
 * theme of the page that it stands on. The second value is for a place without the tokens.
 */
export const colours = {
  ground: "var(--ground, #ffffff)",
  surface: "var(--surface, #f6f7f8)",
  line: "var(--line, #dfe3e8)",
  ink: "var(--ink, currentColor)",
  muted: "var(--muted, #5b6672)",
  accent: "var(--accent, #1f5fd1)",
  gain: "var(--gain, #0f7b4f)",
  loss: "var(--loss, #b3261e)",
} as const;
