/** Shows a long task on one line of standard error: done, rate and time left. */
export interface ProgressLine {
  readonly update: (done: number, total: number) => Promise<void>;
  /** Clears the line. */
  readonly end: () => void;
}

/** Nothing is shown in the first second, nor where standard error is no terminal. */
export function progressLine(task: string, unit: string): ProgressLine {
  const started = performance.now();
  const encoder = new TextEncoder();
  const shows = Deno.stderr.isTerminal();
  let shown = false;
  const write = (text: string) => Deno.stderr.writeSync(encoder.encode(text));
  return {
    update: async (done, total) => {
      const seconds = (performance.now() - started) / 1000;
      if (!shows || seconds < 1) return;
      shown = true;
      const rate = done / seconds;
      const percent = Math.floor((100 * done) / total);
      write(
        `\r\x1b[K${task} ${percent} %  ${Math.round(rate).toLocaleString("en")} ${unit}/s  ` +
          `${Math.ceil((total - done) / rate)} s left`,
      );
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
    end: () => {
      if (shown) write("\r\x1b[K");
    },
  };
}
