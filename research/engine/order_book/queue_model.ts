/**
 * The probability that lots which left a level without a trade left behind a resting order, from
 * the lots ahead of it and behind it. It is what the queue models differ in; how it moves an order
 * forward is {@linkcode aheadAfterChange}.
 */
export type QueueModel = (ahead: number, behind: number) => number;

/**
 * Pessimistic: every cancellation is behind the order, as long as there is anything behind it, so it
 * moves forward by trades alone. `RiskAdverseQueueModel` of hftbacktest.
 */
export const riskAverse: QueueModel = () => 1;

/** f(behind) / (f(behind) + f(ahead)), f(x) = xⁿ. `PowerProbQueueFunc` of hftbacktest. */
export function powerQueue(n: number): QueueModel {
  return (ahead, behind) => behind ** n / (behind ** n + ahead ** n);
}

/** f(behind) / f(behind + ahead), f(x) = xⁿ. `PowerProbQueueFunc2` of hftbacktest. */
export function powerQueue2(n: number): QueueModel {
  return (ahead, behind) => behind ** n / (behind + ahead) ** n;
}

/** 1 − f(ahead / (ahead + behind)), f(x) = xⁿ. `PowerProbQueueFunc3` of hftbacktest. */
export function powerQueue3(n: number): QueueModel {
  return (ahead, behind) => 1 - (ahead / (ahead + behind)) ** n;
}

/**
 * f(behind) / (f(behind) + f(ahead)), f(x) = log(1 + x) with x in units of the instrument, so the
 * lot size matters. `LogProbQueueFunc` of hftbacktest.
 *
 * @param lotSize units of a lot, such as 0.001.
 */
export function logQueue(lotSize: number): QueueModel {
  return (ahead, behind) => {
    const back = Math.log1p(behind * lotSize);
    return back / (back + Math.log1p(ahead * lotSize));
  };
}

/** f(behind) / f(behind + ahead), f as in {@linkcode logQueue}. `LogProbQueueFunc2` of hftbacktest. */
export function logQueue2(lotSize: number): QueueModel {
  return (ahead, behind) => Math.log1p(behind * lotSize) / Math.log1p((behind + ahead) * lotSize);
}

/**
 * Lots ahead of a resting order after its level went from `before` lots to `after`, as hftbacktest's
 * `ProbQueueModel` has it: trades at the level since its last change account for their part of a
 * decrease d, the rest was cancelled. With p the probability that it was behind,
 *
 *     ahead − (1 − p)·d + min(behind − p·d, 0),  behind = before − ahead,
 *
 * and never more than what is left at the level. An increase joins behind the order.
 *
 * Two things about the published model. It takes `behind` from the level before the trades but
 * `ahead` after them, so it reckons too much behind by what was traded; that is kept, so that
 * results compare. And the cancellations that it puts ahead can be more than there is: here nothing
 * is ahead then, where hftbacktest goes on with a number below 0 that it may later replace by the
 * whole level.
 *
 * @param traded lots traded at the level since it last changed.
 */
export function aheadAfterChange(
  model: QueueModel,
  ahead: number,
  traded: number,
  before: number,
  after: number,
): number {
  const cancelled = before - after - traded;
  if (cancelled <= 0) return Math.min(ahead, after);
  const behind = before - ahead;
  const p = model(ahead, behind);
  const behindShare = Number.isFinite(p) ? p : 1;
  const moved = ahead - (1 - behindShare) * cancelled +
    Math.min(behind - behindShare * cancelled, 0);
  return Math.max(0, Math.min(moved, after));
}
