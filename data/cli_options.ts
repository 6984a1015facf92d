import { InvalidArgumentError, Option } from "commander";
import { defaultDataDir, resolvePath } from "./data_dir.ts";
import { parseTime } from "./parse_time.ts";
import { timeframeMs } from "./timeframe.ts";

/**
 * `--data-dir`: where the lake and the runs are; {@linkcode defaultDataDir} where it is not given.
 * Its value, `dataDir`, is an absolute path.
 */
export function dataDirOption(): Option {
  return new Option("--data-dir <folder>", "where the lake and the runs are")
    .default(defaultDataDir(), "TAPEOUT_DATA_DIR, else the repository's data/")
    .argParser((text) => {
      if (text === "") throw new InvalidArgumentError("it is empty; name a folder");
      return resolvePath(text);
    });
}

/** `--from`: the first time to take, inclusive, in milliseconds. */
export function fromOption(): Option {
  return new Option("--from <time>", 'first bar\'s open time, UTC: "2023-01-01" or ISO 8601')
    .argParser(timeArgument);
}

/** `--to`: the time to stop before, exclusive, in milliseconds. */
export function toOption(): Option {
  return new Option("--to <time>", "stop before this time, UTC").argParser(timeArgument);
}

/** `--timeframe`, checked against the known ones. */
export function timeframeOption(): Option {
  return new Option("--timeframe <timeframe>", "length of a bar, such as 1h or 1d")
    .argParser((text) => {
      timeframeMs(text);
      return text;
    });
}

/** `--json`: machine output on standard output. */
export function jsonOption(): Option {
  return new Option("--json", "print JSON on standard output");
}

/** The milliseconds of a time that the user wrote, for {@linkcode Option.argParser}. */
export function timeArgument(text: string): number {
  const ts = parseTime(text.trim());
  if (ts !== undefined) return ts;
  throw new InvalidArgumentError(
    'it is not a date; write "2023-01-01" or "2023-01-01T09:30Z"',
  );
}
