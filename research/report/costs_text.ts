import type { RunRecord } from "../runs/run_record.ts";

/** What a run's venue model costs its orders, in words, such as "5 bps, half of a 2 bps spread". */
export function costsText(model: RunRecord["model"]): string {
  const { slippageBps, spreadBps, impactBps, participation, latency, rejectRate } = model;
  const parts = [
    slippageBps ? `fixed ${slippageBps} bps` : "",
    spreadBps ? `half of a ${spreadBps} bps spread` : "",
    impactBps ? `${impactBps} bps × √(share of volume)` : "",
    participation ? `at most ${participation * 100} % of a bar's volume` : "",
    latency ? `${latency.medianMs} ms late${latency.sigma ? `, σ ${latency.sigma}` : ""}` : "",
    rejectRate ? `${rejectRate * 100} % rejected` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "none" : parts.join(", ");
}
