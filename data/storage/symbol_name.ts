import { UserError } from "../user_error.ts";

/**
 * The name that stands for a symbol in paths: "/" becomes "-" and ":" becomes "_", so "BTC/USDT" is
 * "BTC-USDT" and "BTC/USDT:USDT" is "BTC-USDT_USDT". Anything but capitals, digits and inner dots is
 * escaped as "%XX", so no two symbols share a name, not even where file names ignore case, and no
 * symbol can name a place outside its folder.
 *
 * @throws {UserError} where the name would be longer than file systems take.
 */
export function encodeSymbol(symbol: string): string {
  let name = "";
  for (const byte of new TextEncoder().encode(symbol)) {
    const char = String.fromCharCode(byte);
    if (/[A-Z0-9]/.test(char) || (char === "." && name !== "")) name += char;
    else if (char === "/") name += "-";
    else if (char === ":") name += "_";
    else name += "%" + byte.toString(16).toUpperCase().padStart(2, "0");
  }
  if (name.length <= 200) return name;
  throw new UserError(`Cannot store symbol "${symbol}": its name is too long; use a shorter one`);
}

/** The symbol that {@linkcode encodeSymbol} gave this name, or `undefined` where it gave none. */
export function decodeSymbol(name: string): string | undefined {
  try {
    const symbol = decodeURIComponent(name.replaceAll("-", "/").replaceAll("_", ":"));
    return encodeSymbol(symbol) === name ? symbol : undefined;
  } catch {
    return undefined;
  }
}
