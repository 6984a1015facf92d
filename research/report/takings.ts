import type { BacktestResult } from "../backtest/result.ts";
import type { Trade } from "../backtest/trade.ts";
import { DELISTING, LIQUIDATION } from "../engine/mod.ts";

/** What a venue did to a position by itself, in a word; "" for a fill of an order. */
export function takingWord(orderId: number): "liquidated" | "delisted" | "" {
  return orderId === LIQUIDATION ? "liquidated" : orderId === DELISTING ? "delisted" : "";
}

/** How many positions the venue took over for want of margin. */
export function liquidations({ fills }: Pick<BacktestResult, "fills">): number {
  return fills.orderId.reduce((count, id) => count + Number(id === LIQUIDATION), 0);
}

/** Tells of each trade whether the venue closed it by itself, in a word; "" where it did not. */
export function takenTrades({ fills }: Pick<BacktestResult, "fills">): (trade: Trade) => string {
  const words = new Map<string, string>();
  for (let i = 0; i < fills.ts.length; i++) {
    const word = takingWord(fills.orderId[i]!);
    if (word !== "") words.set(`${fills.instrument[i]} ${fills.bar[i]}`, word);
  }
  return ({ instrument, exitBar }) => words.get(`${instrument} ${exitBar}`) ?? "";
}
