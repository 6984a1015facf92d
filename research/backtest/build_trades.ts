import type { Account } from "../engine/account.ts";
import type { FillColumns } from "./result.ts";
import type { Trade } from "./trade.ts";

/** A round trip while its fills are being added up. */
interface Open {
  entryTs: number;
  entryBar: number;
  held: number;
  bought: number;
  paid: number;
  sold: number;
  received: number;
  fees: number;
}

/**
 * Round trips from flat to flat, an instrument: closed ones in the order they closed, then the open
 * ones, marked at the account's last closes.
 */
export function buildTrades(fills: FillColumns, account: Account): Trade[] {
  const open = new Map<number, Open>();
  const trades: Trade[] = [];
  for (let i = 0; i < fills.ts.length; i++) {
    const instrument = fills.instrument[i]!;
    const quantity = fills.quantity[i]!;
    const value = quantity * fills.price[i]!;
    let trade = open.get(instrument);
    if (!trade) {
      trade = {
        entryTs: fills.ts[i]!,
        entryBar: fills.bar[i]!,
        held: 0,
        bought: 0,
        paid: 0,
        sold: 0,
        received: 0,
        fees: 0,
      };
      open.set(instrument, trade);
    }
    trade.fees += fills.fee[i]!;
    if (fills.side[i]! > 0) {
      trade.held += quantity;
      trade.bought += quantity;
      trade.paid += value;
    } else {
      trade.held -= quantity;
      trade.sold += quantity;
      trade.received += value;
    }
    const { lot } = account.listings[instrument]!;
    if (Math.abs(trade.held) < lot.units / lot.scale / 2) {
      trades.push(close(instrument, trade, fills.ts[i]!, fills.bar[i]!, trade.received));
      open.delete(instrument);
    }
  }
  for (const [instrument, trade] of open) {
    const marked = trade.received + account.units[instrument]! * account.mark[instrument]!;
    trades.push(close(instrument, trade, null, null, marked, account.mark[instrument]!));
  }
  return trades;
}

function close(
  instrument: number,
  trade: Open,
  exitTs: number | null,
  exitBar: number | null,
  proceeds: number,
  mark?: number,
): Trade {
  return {
    instrument,
    entryTs: trade.entryTs,
    exitTs,
    entryBar: trade.entryBar,
    exitBar,
    quantity: trade.bought,
    entryPrice: trade.paid / trade.bought,
    exitPrice: mark ?? trade.received / trade.sold,
    fees: trade.fees,
    profit: proceeds - trade.paid - trade.fees,
  };
}
