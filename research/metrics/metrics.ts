/**
 * What a run is judged by. Returns, rates and drawdowns are fractions, money is in quote currency,
 * and a metric that is undefined for the run is null.
 */
export interface Metrics {
  /** Final equity / starting cash − 1. */
  readonly totalReturn: number | null;
  readonly cagr: number | null;
  readonly annualReturn: number | null;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly calmar: number | null;
  readonly omega: number | null;
  /** From 0 down. */
  readonly maxDrawdown: number | null;
  /** The longest time below a peak. */
  readonly maxDrawdownDurationDays: number | null;
  readonly volatility: number | null;
  /** Of one day at 5 %, negative for a loss. */
  readonly valueAtRisk: number | null;
  readonly conditionalValueAtRisk: number | null;
  readonly profitFactor: number | null;
  readonly winRate: number | null;
  /** Closed trades. */
  readonly trades: number;
  readonly openTrades: number;
  readonly sqn: number | null;
  /** Share of bars that close with a position. */
  readonly exposure: number | null;
  readonly feesPaid: number;
  readonly slippagePaid: number;
  /** Paid less received; 0 where the instruments have no funding. */
  readonly fundingPaid: number;
}
