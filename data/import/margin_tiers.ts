import type { MarginTier } from "../instrument.ts";

/**
 * Binance's published table for the BTCUSDT perpetual, taken for a perpetual of which nothing else
 * is known: largest notional, maintenance rate, maintenance amount (both USDT) and leverage.
 */
export const marginTiers: readonly MarginTier[] = ([
  [50_000, 0.004, 0, 125],
  [500_000, 0.005, 50, 100],
  [8_000_000, 0.01, 2_550, 50],
  [50_000_000, 0.025, 122_550, 20],
  [80_000_000, 0.05, 1_372_550, 10],
  [100_000_000, 0.1, 5_372_550, 5],
  [120_000_000, 0.125, 7_872_550, 4],
  [200_000_000, 0.15, 10_872_550, 3],
  [300_000_000, 0.25, 30_872_550, 2],
  [null, 0.5, 105_872_550, 1],
] as const).map(([notionalCap, maintenanceRate, maintenanceAmount, maxLeverage]) => (
  { notionalCap, maintenanceRate, maintenanceAmount, maxLeverage }
));

/** What Binance takes of the value of a position that it liquidates. */
export const liquidationFeeBps = 125;
