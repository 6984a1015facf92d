import { type Instrument } from "../../../data/instrument.ts";
import type { Market } from "../../../research/engine/mod.ts";
import { ACME, runScript, type Setting, still } from "../fixtures.ts";

/** A linear perpetual in whole units with a taker's fee of 10 bps. */
export const PERP: Instrument = { ...ACME, symbol: "ACME/USD:USD", kind: "perpetual" };

/** What a function says of a market that has closed at 100 once, with 10,000 of cash and no position. */
export function atFirstClose<T>(ask: (m: Market) => T, setting: Setting = {}): T {
  let answer: { readonly value: T } | undefined;
  runScript(still(100, 1), { 0: (m) => void (answer = { value: ask(m) }) }, setting);
  return answer!.value;
}

/** Settings on a perpetual. */
export function onPerpetual(leverage: number): Setting {
  return { instruments: [PERP], model: { leverage } };
}
