/** A message, which ends without a stop as all of ours do, as a sentence of a page. */
export function sentence(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}
