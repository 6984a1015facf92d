import { basket, float, int, roc, targetPortfolio } from "../strategy_api.ts";

const DAY = 86_400_000;

/**
 * Rotation into strength: every `days` it ranks its instruments by their change over `lookback` bars
 * and holds the best `hold` of them in equal parts, but only those that have risen; what is missing
 * stays in cash. Several instruments, the more the better.
 *
 * Suits a wide choice of shares or coins whose leaders go on leading. It fails when leadership changes
 * faster than it rotates, and when all fall together from their highs.
 * Parameters: `lookback` in bars, `hold` in instruments, `days` between rotations, `invested` and
 * `band` (how far a weight may stray) as fractions of equity.
 */
export default basket("momentum_rotation", {
  lookback: int(720, 1, 50_000),
  hold: int(1, 1, 1000),
  days: int(7, 1, 365),
  invested: float(0.98, 0.01, 1),
  band: float(0.05, 0, 1),
}, (p, markets) => {
  if (markets.length <= p.hold) {
    throw new RangeError(
      `Cannot choose ${p.hold} of ${markets.length} instruments; name more symbols than it holds`,
    );
  }
  const changes = markets.map((m) => roc(m.close, p.lookback));
  const memory = markets[0]!.remember({
    turn: -1,
    isMoving: false,
    weights: markets.map(() => 0),
  });

  function choose(): void {
    const risen = [...markets.keys()].filter((i) => changes[i]!.value > 0);
    const best = risen.sort((i, j) => changes[j]!.value - changes[i]!.value).slice(0, p.hold);
    memory.weights = markets.map((_, i) => best.includes(i) ? p.invested / p.hold : 0);
  }

  return {
    onBars() {
      const now = markets.find((m) => m.hasBar)!.ts.value;
      const current = Math.floor(now / (p.days * DAY));
      if (current !== memory.turn) {
        memory.turn = current;
        memory.isMoving = true;
        choose();
      }
      if (!memory.isMoving) return;
      const terms = { band: p.band, why: "rotation" };
      memory.isMoving = !targetPortfolio(markets, memory.weights, terms);
    },
  };
});
