import type { Account } from "./account.ts";
import {
  BUY,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  LIMIT,
  MARKET,
  ORDER_TYPES,
  POST_ONLY,
  REDUCE_ONLY,
  STOP_LIMIT,
  TAKE_PROFIT,
  TRAIL_FRACTION,
  TRAILING_STOP,
} from "./order_type.ts";
import { CANCEL, CHANGE, type OrderChange, type Orders } from "./orders.ts";
import { decimalText } from "./step.ts";

/**
 * The canonical text of one decision, by its place in the log: a JSON object with fixed key order,
 * amounts and prices as exact decimal text. The live wire, the journal and the decision hash all
 * use this text, and nothing else.
 */
export function canonicalDecision(orders: Orders, account: Account, decision: number): string {
  const id = orders.decisions[decision]!;
  const ts = orders.decisionTs[decision]!;
  const kind = orders.decisionKind[decision]!;
  if (kind === CANCEL) return `{"cancel":${id},"ts":${ts}}`;
  if (kind === CHANGE) {
    return `{"change":${id},"ts":${ts}${setText(orders.changes.get(decision)!)}}`;
  }
  const row = id - 1;
  const symbol = JSON.stringify(account.listings[orders.instrument[row]!]!.symbol);
  const side = orders.side[row] === BUY ? "buy" : "sell";
  return `{"id":${id},"ts":${ts},"symbol":${symbol},"side":"${side}",` +
    `"type":"${ORDER_TYPES[orders.type[row]!]}"${amountText(orders, id)}${priceText(orders, id)}` +
    `${termsText(orders, row)}}`;
}

/** All decisions of a run in canonical form, one a line, each ended by a line feed. */
export function canonicalDecisions(orders: Orders, account: Account): string {
  const lines: string[] = [];
  for (let i = 0; i < orders.decided; i++) lines.push(canonicalDecision(orders, account, i) + "\n");
  return lines.join("");
}

/** What protects an entry has no amount of its own: it is as much as fills. */
function amountText(orders: Orders, id: number): string {
  const row = id - 1;
  if (orders.parent[row]! > 0) return "";
  if (orders.quote[row]! >= 0) return `,"quote":"${decimalText(orders.quote[row]!)}"`;
  const quantity = orders.originals.get(id)?.quantity ?? orders.quantity[row]!;
  return `,"quantity":"${decimalText(quantity)}"`;
}

function priceText(orders: Orders, id: number): string {
  const row = id - 1;
  const type = orders.type[row]!;
  if (type === MARKET) return "";
  const asked = orders.originals.get(id);
  const limit = decimalText(asked?.limit ?? orders.limit[row]!);
  if (type === LIMIT) return `,"limit":"${limit}"`;
  const trigger = decimalText(asked?.trigger ?? orders.trigger[row]!);
  if (type === STOP_LIMIT) return `,"limit":"${limit}","stop":"${trigger}"`;
  if (type === TAKE_PROFIT) return `,"target":"${trigger}"`;
  if (type !== TRAILING_STOP) return `,"stop":"${trigger}"`;
  const isFraction = (orders.flags[row]! & TRAIL_FRACTION) !== 0;
  return `,"${isFraction ? "trailFraction" : "trail"}":"${trigger}"`;
}

function termsText(orders: Orders, row: number): string {
  const flags = orders.flags[row]!;
  const linked = (orders.owner[row]! > 0 ? `,"owner":${orders.owner[row]}` : "") +
    (orders.parent[row]! > 0 ? `,"parent":${orders.parent[row]}` : "") +
    (orders.group[row]! > 0 ? `,"group":${orders.group[row]}` : "");
  const expires = orders.expires[row]!;
  if (flags === 0 && expires === 0) return linked;
  return ((flags & IMMEDIATE_OR_CANCEL) !== 0 ? ',"timeInForce":"IOC"' : "") +
    ((flags & FILL_OR_KILL) !== 0 ? ',"timeInForce":"FOK"' : "") +
    (expires > 0 ? `,"expires":${expires}` : "") +
    ((flags & POST_ONLY) !== 0 ? ',"postOnly":true' : "") +
    ((flags & REDUCE_ONLY) !== 0 ? ',"reduceOnly":true' : "") + linked;
}

function setText({ quantity, limit, trigger }: OrderChange): string {
  return (quantity >= 0 ? `,"quantity":"${decimalText(quantity)}"` : "") +
    (limit >= 0 ? `,"limit":"${decimalText(limit)}"` : "") +
    (trigger >= 0 ? `,"stop":"${decimalText(trigger)}"` : "");
}
