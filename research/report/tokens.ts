import css from "../../static/tokens.css" with { type: "text" };

/**
 * The design tokens as CSS: colours by role in both themes, type and space. Pages link the file;
 * reports and notebook displays, which must stand alone, carry this text.
 */
export const tokens: string = css;
