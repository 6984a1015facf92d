import { formatCount, formatDuration, formatPercent } from "../report/format.ts";
import { html } from "../report/html/markup.ts";
import { send } from "./display.ts";
import { framed } from "./frame.ts";

/** What a progress bar is told. */
export interface ProgressBar {
  update(done: number, total: number): Promise<void>;
  /** Replaces the bar by one sentence on what came of it. */
  end(sentence: string): Promise<void>;
}

/**
 * A progress bar beneath the cell, with the rate and the time left: one display, changed in place.
 * Each update gives way to the event loop, so that an interrupt is heard.
 *
 * @param task what is going on, such as "sma_cross on SPX 1d".
 * @param unit what is counted, such as "bars".
 */
export function progressBar(task: string, unit: string): ProgressBar {
  const id = crypto.randomUUID();
  const started = performance.now();
  let update = false;
  const show = async (content: ReturnType<typeof html>, text: string) => {
    await send({ "text/html": framed(content), "text/plain": text }, { id, update });
    update = true;
  };
  return {
    update: async (done, total) => {
      const seconds = (performance.now() - started) / 1000;
      const rate = done / seconds;
      const text = `${task}: ${formatPercent(done / total, { decimals: 0 })}, ` +
        `${formatCount(rate)} ${unit}/s, ${timeLeft((total - done) / rate)} left`;
      await show(html`<progress value="${done}" max="${total}"></progress> ${text}`, text);
    },
    end: async (sentence) => {
      await show(html`<progress value="1" max="1"></progress> ${sentence}`, sentence);
    },
  };
}

function timeLeft(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : formatDuration(seconds * 1000);
}
