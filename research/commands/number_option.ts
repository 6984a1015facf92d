import { InvalidArgumentError, Option } from "commander";

/** An option that takes a number from 0; what else it may be is judged where it is used. */
export function numberOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value)) {
      throw new InvalidArgumentError("it is not a number");
    }
    if (value < 0) throw new InvalidArgumentError("it is negative");
    return value;
  });
}
