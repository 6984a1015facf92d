import { didYouMean } from "../../data/nearest.ts";
import { UserError } from "../../data/user_error.ts";
import { bindParameters, type ParameterSchema, type Strategy } from "../engine/mod.ts";

/**
 * Reads words such as `fast=10` into a strategy's parameters, with defaults for the rest.
 *
 * @throws UserError for a word of another form, an unknown name, a name given twice or a value
 * out of range.
 */
export function parseParams(
  { name, parameters }: Strategy<ParameterSchema>,
  words: readonly string[],
): Readonly<Record<string, number>> {
  const given: Record<string, number> = {};
  const known = Object.keys(parameters);
  for (const word of words) {
    const [, key, text] = /^([^=]+)=(.+)$/.exec(word) ?? [];
    if (key === undefined || text === undefined) {
      throw new UserError(`Cannot read the parameter "${word}"; write name=value`);
    }
    if (!known.includes(key)) {
      throw new UserError(
        `Strategy ${name} has no parameter "${key}"${didYouMean(key, known)} ` +
          `(it has ${known.join(", ") || "none"})`,
      );
    }
    if (Object.hasOwn(given, key)) {
      throw new UserError(`Parameter ${key} is given twice; give it once`);
    }
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value)) {
      throw new UserError(`Parameter ${key} is "${text}"; it takes a number`);
    }
    given[key] = value;
  }
  try {
    return bindParameters(parameters, given);
  } catch (error) {
    if (error instanceof RangeError) throw new UserError(`Strategy ${name}: ${error.message}`);
    throw error;
  }
}
