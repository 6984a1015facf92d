/** Methods of the console that write to standard output. */
const PRINTING = [
  "log",
  "info",
  "debug",
  "table",
  "dir",
  "group",
  "count",
  "timeLog",
  "timeEnd",
] as const;

/**
 * Keeps standard output for a command's own result: what a strategy prints goes to standard error.
 *
 * @returns prints the result.
 */
export function ownStdout(): (text: string) => void {
  const print = console.log;
  for (const name of PRINTING) console[name] = console.error;
  return print;
}
