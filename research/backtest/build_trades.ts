import type { Account } from "../engine/account.ts";
import type { FillColumns, FlowColumns } from "./result.ts";
import type { Trade } from "./trade.ts";

/** A round trip while its fills are being added up. */
interface Open {
  readonly side: number;
  readonly entryTs: number;
  readonly entryBar: number;
  held: number;
  entered: number;
  entryValue: number;
  exited: number;
  exitValue: number;
  fees: number;
  funding: number;
}

/**
 * Round trips from flat to flat, an instrument: closed ones in the order they closed, then the open
 * ones, marked at the account's last closes. A fill that turns a position round ends one trade and
 * begins the next, its fee shared by quantity. Funding belongs to the trade that it was paid on.
 */
export function buildTrades(
  fills: FillColumns,
  flows: FlowColumns | null,
  account: Account,
): Trade[] {
  const open = new Map<number, Open>();
  const trades: Trade[] = [];
  let flow = 0;
  const settleFlows = (fill: number) => {
    if (flows === null) return;
    for (; flow < flows.ts.length && flows.fillsBefore[flow]! <= fill; flow++) {
      const trade = open.get(flows.instrument[flow]!);
      if (trade) trade.funding += flows.amount[flow]!;
      else {
        const last = trades.findLast(({ instrument }) => instrument === flows.instrument[flow]);
        if (last) cover(trades, last, flows.amount[flow]!);
      }
    }
  };
  for (let i = 0; i < fills.ts.length; i++) {
    settleFlows(i);
    const instrument = fills.instrument[i]!;
    const { lot } = account.listings[instrument]!;
    const halfLot = lot.units / lot.scale / 2;
    const side = fills.side[i]!;
    let quantity = fills.quantity[i]!;
    let fee = fills.fee[i]!;
    const held = open.get(instrument);
    if (held && held.side !== side) {
      const closed = Math.min(quantity, held.held);
      const share = closed < quantity - halfLot ? fee * (closed / quantity) : fee;
      held.held -= closed;
      held.exited += closed;
      held.exitValue += closed * fills.price[i]!;
      held.fees += share;
      quantity -= closed;
      fee -= share;
      if (held.held < halfLot) {
        trades.push(close(instrument, held, fills.ts[i]!, fills.bar[i]!, null));
        open.delete(instrument);
      }
      if (quantity < halfLot) continue;
    }
    const trade = open.get(instrument) ?? begin(side, fills.ts[i]!, fills.bar[i]!);
    open.set(instrument, trade);
    trade.held += quantity;
    trade.entered += quantity;
    trade.entryValue += quantity * fills.price[i]!;
    trade.fees += fee;
  }
  settleFlows(fills.ts.length);
  for (const [instrument, trade] of open) {
    trades.push(close(instrument, trade, null, null, account));
  }
  return trades;
}

function begin(side: number, entryTs: number, entryBar: number): Open {
  const none = { held: 0, entered: 0, entryValue: 0, exited: 0, exitValue: 0, fees: 0, funding: 0 };
  return { side, entryTs, entryBar, ...none };
}

/** What a venue pays after a liquidation makes the loss smaller of the trade that it ended. */
function cover(trades: Trade[], trade: Trade, amount: number): void {
  trades[trades.indexOf(trade)] = { ...trade, profit: trade.profit + amount };
}

/** @param account where the trade is still open: what is held is marked by it. */
function close(
  instrument: number,
  trade: Open,
  exitTs: number | null,
  exitBar: number | null,
  account: Account | null,
): Trade {
  const { side, entryTs, entryBar, entered, entryValue, exited, exitValue, fees, funding } = trade;
  const mark = account?.mark[instrument];
  const left = account === null ? 0 : Math.abs(account.units[instrument]!) * mark!;
  const proceeds = exitValue + left;
  const gain = side > 0 ? proceeds - entryValue : entryValue - proceeds;
  return {
    instrument,
    side: side > 0 ? "long" : "short",
    entryTs,
    exitTs,
    entryBar,
    exitBar,
    quantity: entered,
    entryPrice: entryValue / entered,
    exitPrice: mark ?? exitValue / exited,
    fees,
    funding,
    profit: gain - fees + funding,
  };
}
