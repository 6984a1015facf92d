import type { Step } from "./step.ts";
import { stepsDown, stepsUp, stepValue } from "./step.ts";
import type { VenueModel } from "./venue_model.ts";

/**
 * What liquidity costs its taker: the price that is paid where the market stands at a reference
 * price. Half the spread, a fixed slippage and an impact that grows with the square root of the
 * order's share of the bar's volume add up, and the price is rounded against the taker to the tick.
 */
export class TakerPrice {
  readonly #fixed: number;
  readonly #impact: number;

  constructor(model: VenueModel) {
    this.#fixed = ((model.slippageBps ?? 0) + (model.spreadBps ?? 0) / 2) / 10_000;
    this.#impact = (model.impactBps ?? 0) / 10_000;
  }

  /**
   * @param units what is traded, in base units, and `volume` what the bar traded; without a volume
   * the impact is that of the whole of it.
   */
  paid(reference: number, buys: boolean, tick: Step, units: number, volume: number): number {
    let slip = this.#fixed;
    if (this.#impact > 0) slip += this.#impact * Math.sqrt(volume > 0 ? units / volume : 1);
    if (slip === 0) return reference;
    return buys
      ? stepValue(tick, stepsUp(tick, reference * (1 + slip)))
      : stepValue(tick, Math.max(0, stepsDown(tick, reference * (1 - slip))));
  }
}
