import { type Option } from "commander";
import { UserError } from "../../data/user_error.ts";
import type { RiskLimits } from "../engine/mod.ts";
import { numberOption } from "./number_option.ts";

const HOUR = 3_600_000;

/** The words of a command that bound what the account may risk. */
export interface LimitWords {
  readonly maxPosition?: number;
  readonly maxPositions?: number;
  readonly maxExposure?: number;
  readonly maxLeverage?: number;
  readonly dailyLoss?: number;
  readonly maxDrawdown?: number;
  readonly cooldownLosses?: number;
  readonly cooldownHours?: number;
  readonly ordersPerHour?: number;
  readonly priceStop?: number;
  readonly timeStopHours?: number;
}

const NUMBERS: readonly [flags: string, description: string][] = [
  ["--max-position <amount>", "risk limit: largest value of one position"],
  ["--max-positions <count>", "risk limit: most instruments held at once"],
  ["--max-exposure <amount>", "risk limit: largest value of all positions"],
  ["--max-leverage <times>", "risk limit: the same as a multiple of equity"],
  ["--daily-loss <fraction>", "risk limit: largest loss in a day, 0.05 is 5 %"],
  ["--max-drawdown <fraction>", "risk limit: largest fall from the highest equity"],
  ["--cooldown-losses <count>", "risk limit: losing trades in a row that begin a pause"],
  ["--cooldown-hours <hours>", "how long the pause is"],
  ["--orders-per-hour <count>", "risk limit: most orders that may pass"],
  ["--price-stop <fraction>", "closes a position that has lost so much at a close"],
  ["--time-stop-hours <hours>", "closes a position that has been held so long"],
];

/** The options of the account's limits. */
export function limitOptions(): Option[] {
  return NUMBERS.map(([flags, description]) => numberOption(flags, description));
}

/**
 * The limits that the words ask for; undefined where there is none.
 *
 * @throws UserError for half of a cooldown.
 */
export function riskLimits(words: LimitWords): RiskLimits | undefined {
  const { maxPosition, maxPositions, maxExposure, maxLeverage, dailyLoss, maxDrawdown } = words;
  const { cooldownLosses, cooldownHours, ordersPerHour, priceStop, timeStopHours } = words;
  if ((cooldownLosses === undefined) !== (cooldownHours === undefined)) {
    throw new UserError(
      "Cannot use half of a cooldown; give --cooldown-losses and --cooldown-hours",
    );
  }
  const limits = {
    ...{ maxPosition, maxOpenPositions: maxPositions, maxExposure, maxLeverage },
    ...{ dailyLoss, maxDrawdown, priceStop },
    cooldown: cooldownLosses === undefined
      ? undefined
      : { losses: cooldownLosses, ms: cooldownHours! * HOUR },
    orderRate: ordersPerHour === undefined ? undefined : { orders: ordersPerHour, ms: HOUR },
    timeStopMs: timeStopHours === undefined ? undefined : timeStopHours * HOUR,
  };
  return Object.values(limits).every((each) => each === undefined) ? undefined : limits;
}
