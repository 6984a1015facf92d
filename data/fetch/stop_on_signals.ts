/** Whether the user, or the system, wants the work to stop. */
export interface StopOnSignals extends Disposable {
  readonly signal: AbortSignal;
  /** The signal that came. */
  readonly name: "SIGINT" | "SIGTERM" | undefined;
  /** What a shell expects of a process that a signal ended: 130 or 143. */
  readonly exitCode: number;
}

const codes = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Turn the first Ctrl-C or SIGTERM into an aborted signal, so that the work ends at a good place,
 * until this is disposed of. The second one ends the process at once.
 */
export function stopOnSignals(): StopOnSignals {
  const abort = new AbortController();
  let name: keyof typeof codes | undefined;
  const listeners = (Object.keys(codes) as (keyof typeof codes)[]).map((each) => {
    const listener = () => {
      if (name !== undefined) Deno.exit(codes[each]);
      name = each;
      abort.abort();
    };
    Deno.addSignalListener(each, listener);
    return () => Deno.removeSignalListener(each, listener);
  });
  return {
    signal: abort.signal,
    get name() {
      return name;
    },
    get exitCode() {
      return name === undefined ? 0 : codes[name];
    },
    [Symbol.dispose]: () => listeners.forEach((remove) => remove()),
  };
}
