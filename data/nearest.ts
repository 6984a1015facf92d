import { distance } from "fastest-levenshtein";

/**
 * The candidate that a misspelt word most likely meant, or `undefined` when none is close. Case is
 * ignored, and a word that a candidate begins with counts as close: "btc" finds "BTC/USDT".
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.ceil(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const text = candidate.toLowerCase();
    const begins = wanted.length > 1 && text.startsWith(wanted);
    const apart = text === wanted ? 0 : begins ? 1 : distance(wanted, text);
    if (apart < bestDistance && apart < Math.max(wanted.length, text.length)) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best;
}

/** The tail of an error message: `; did you mean "SPX"?`, or nothing when no candidate is close. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const guess = nearest(word, candidates);
  return guess === undefined ? "" : `; did you mean "${guess}"?`;
}
