import type { MarginTier } from "../../data/instrument.ts";
import type { Account } from "./account.ts";

/** What a liquidation price depends on; money in quote currency. */
export interface LiquidationTerms {
  /** Cash behind the position: the wallet in cross margin, the position's margin in isolated. */
  readonly wallet: number;
  /** Maintenance margin and unrealised profit of the other positions that share the wallet. */
  readonly otherMaintenance: number;
  readonly otherUnrealised: number;
  /** Position in units of the base, below 0 when short. */
  readonly units: number;
  readonly entryPrice: number;
  readonly tier: Pick<MarginTier, "maintenanceRate" | "maintenanceAmount">;
}

/**
 * The mark price at which margin equals maintenance margin in one-way mode, by Binance's published
 * formula: (WB − TMM + UPNL + cum − side · size · entry) / (size · MMR − side · size). At or below 0
 * a long position cannot be liquidated.
 */
export function liquidationPriceOf(terms: LiquidationTerms): number {
  const { wallet, otherMaintenance, otherUnrealised, units, entryPrice, tier } = terms;
  return (wallet - otherMaintenance + otherUnrealised + tier.maintenanceAmount -
    units * entryPrice) / (Math.abs(units) * tier.maintenanceRate - units);
}

/** The tier that a position's notional falls in. */
export function tierOf(tiers: readonly MarginTier[], notional: number): MarginTier {
  return tiers.find(({ notionalCap }) => notionalCap === null || notional <= notionalCap) ??
    tiers[tiers.length - 1]!;
}

/** Margin that a position must keep at a price, quote currency. */
export function maintenanceMargin(account: Account, instrument: number, price: number): number {
  const notional = Math.abs(account.units[instrument]! * price);
  if (notional === 0) return 0;
  const tier = tierOf(account.listings[instrument]!.tiers, notional);
  return notional * tier.maintenanceRate - tier.maintenanceAmount;
}

/**
 * The price at which the venue takes a perpetual's position over, the other positions at their
 * marks; NaN where it holds none. The tier is that of the notional at that very price.
 */
export function liquidationPrice(account: Account, instrument: number): number {
  const units = account.units[instrument]!;
  const { linear, tiers } = account.listings[instrument]!;
  if (units === 0 || !linear) return NaN;
  let otherMaintenance = 0;
  let otherUnrealised = 0;
  let wallet = account.isolated[instrument]!;
  if (!account.isIsolated) {
    wallet = account.cash;
    for (let i = 0; i < account.units.length; i++) {
      if (i === instrument || !account.listings[i]!.linear) continue;
      otherMaintenance += maintenanceMargin(account, i, account.mark[i]!);
      otherUnrealised += account.unrealised(i);
    }
  }
  const entryPrice = account.entryPrice[instrument]!;
  const terms = { wallet, otherMaintenance, otherUnrealised, units, entryPrice };
  let tier = tierOf(tiers, Math.abs(units * entryPrice));
  for (let tries = 0; tries < tiers.length; tries++) {
    const price = liquidationPriceOf({ ...terms, tier });
    const next = tierOf(tiers, Math.abs(units * price));
    if (next === tier) return price;
    tier = next;
  }
  return liquidationPriceOf({ ...terms, tier });
}

/** Margin that a position of this notional takes up, at the account's leverage or the tier's limit. */
export function initialMargin(account: Account, instrument: number, notional: number): number {
  const { maxLeverage } = tierOf(account.listings[instrument]!.tiers, notional);
  return notional / Math.min(account.leverage, maxLeverage);
}
