/**
 * The exact product of two decimals in text: `multiplyDecimals("0.01", "1.5")` is "0.015". Neither
 * has an exponent or a sign.
 */
export function multiplyDecimals(a: string, b: string): string {
  const [left, leftPlaces] = split(a);
  const [right, rightPlaces] = split(b);
  return plainDecimal(`${left * right}e-${leftPlaces + rightPlaces}`);
}

/** A decimal without zeros that say nothing: "0.0100" is "0.01", "5." is "5", "1e-8" is "0.00000001". */
export function plainDecimal(text: string): string {
  const [, whole, fraction = "", exponent = "0"] =
    /^(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  if (whole === undefined || whole + fraction === "") {
    throw new RangeError(`"${text}" is no decimal`);
  }
  const shift = Number(exponent);
  const point = whole.length + shift;
  const digits = whole + fraction;
  const padded = point < 0 ? "0".repeat(-point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 0);
  const integer = padded.slice(0, at).replace(/^0+(?=\d)/, "") || "0";
  const rest = padded.slice(at).replace(/0+$/, "");
  return rest === "" ? integer : `${integer}.${rest}`;
}

function split(text: string): readonly [digits: bigint, places: number] {
  const [whole = "", fraction = ""] = plainDecimal(text).split(".");
  return [BigInt(whole + fraction), fraction.length];
}
