import assert from "node:assert/strict";
import type { Bars } from "../../../data/bars.ts";
import {
  listingOf,
  type Market,
  type ParameterSchema,
  type SimulationInput,
  type Strategy,
  strategy,
} from "../../../research/engine/mod.ts";
import { sma } from "../../../research/indicators/mod.ts";
import buyAndHold from "../../../research/strategies/buy_and_hold.ts";
import donchian from "../../../research/strategies/donchian_breakout.ts";
import rsiMeanReversion from "../../../research/strategies/rsi_mean_reversion.ts";
import smaCross from "../../../research/strategies/sma_cross.ts";
import { testLookAhead } from "../../../research/validation/look_ahead.ts";
import { DAY, HOUR, sample, scripted } from "../fixtures.ts";

type Any = Strategy<ParameterSchema>;

async function input(
  strategy: Any,
  symbols: readonly string[] = ["SPX"],
  from?: number,
): Promise<SimulationInput> {
  const timeframe = symbols[0] === "SPX" ? "1d" : "1h";
  const loaded = await Promise.all(symbols.map((symbol) => sample(symbol, timeframe, from)));
  return {
    strategy,
    params: {},
    listings: loaded.map(({ instrument }) => listingOf(instrument)),
    bars: loaded.map(({ bars }) => bars),
    timeframeMs: timeframe === "1d" ? DAY : HOUR,
    cash: 100_000,
  };
}

/** Long where `isUp`, flat where not. */
function follow(m: Market, isUp: boolean): void {
  if (isUp && m.position === 0) m.buy({ quote: m.budget }, "up");
  if (!isUp && m.position > 0) m.exit("down");
}

const LATE = Date.UTC(2018, 0, 1);

/** Leaks as people write them, each with what it reads. */
const LEAKS: readonly { name: string; make: (bars: Bars) => Any }[] = [
  {
    name: "the next close",
    make: () => scripted((m) => follow(m, m.close.values[m.index + 1]! > m.close.value)),
  },
  {
    name: "the next open, once in fifty bars",
    make: () =>
      scripted((m) => {
        if (m.index % 50 === 7) follow(m, m.open.values[m.index + 1]! > m.close.value);
      }),
  },
  {
    name: "the mean of the whole column",
    make: () =>
      scripted((m) => {
        const all = m.close.values;
        follow(m, m.close.value < all.reduce((sum, value) => sum + value, 0) / all.length);
      }),
  },
  {
    name: "the greatest close of the whole column, in its set-up",
    make: () =>
      strategy("leaky", {}, (_, m) => {
        const top = Math.max(...m.close.values);
        return { onBar: () => follow(m, m.close.value < 0.9 * top) };
      }),
  },
  {
    name: "a centred window",
    make: () =>
      scripted((m) => {
        const around = m.close.values.subarray(Math.max(0, m.index - 5), m.index + 6);
        follow(m, around.reduce((sum, value) => sum + value, 0) / around.length > m.close.value);
      }),
  },
  {
    name: "bars that it had from elsewhere",
    make: (bars) =>
      scripted((m) => {
        if (m.index + 1 < bars.ts.length) follow(m, bars.close[m.index + 1]! > m.close.value);
      }),
  },
  {
    name: "an indicator's values, which are computed a block ahead",
    make: () =>
      strategy("leaky", {}, (_, m) => {
        const mean = sma(m.close, 5);
        const ahead = () => mean.values[(m.index + 3) & mean.mask]!;
        return { onBar: () => follow(m, ahead() > mean.value) };
      }),
  },
  {
    name: "the next close, only to leave out the losers",
    make: () =>
      scripted((m) => {
        if (m.index % 40 === 19) m.exit("in time");
        if (m.index % 40 !== 1 || m.close.values[m.index + 1]! < m.close.value) return;
        m.buy({ quote: m.budget }, "no loser");
      }),
  },
  {
    name: "how many bars there are",
    make: () => scripted((m) => follow(m, m.index > m.close.values.length - 100)),
  },
];

for (const { name, make } of LEAKS) {
  // Such bars stay true when the run's are taken away; only the rehearsal in the sandbox can tell.
  const elsewhere = name === "bars that it had from elsewhere";
  Deno.test(`testLookAhead ${elsewhere ? "cannot see" : "catches"} a strategy that reads ${name}`, async () => {
    const given = await input(smaCross, ["SPX"], LATE);
    const { passed, finding, cuts } = testLookAhead({ ...given, strategy: make(given.bars![0]!) });
    assert.ok(cuts > 10);
    if (elsewhere) return assert.ok(passed);
    assert.equal(passed, false);
    assert.ok(finding);
    const { expected, actual, cut, cutTs } = finding;
    assert.notEqual(expected, actual);
    assert.equal(given.bars![0]!.ts[cut], cutTs);
    const named = JSON.parse(expected ?? actual!);
    assert.ok(named.ts <= cutTs + DAY, "the decision was made no later than the cut");
    assert.equal(named.symbol ?? "SPX", "SPX");
  });
}

Deno.test("testLookAhead names the first decision that differs", async () => {
  const given = await input(smaCross, ["SPX"], LATE);
  const leaky = scripted((m) => {
    if (m.index === 100) m.buy({ quote: 1000 }, "honest");
    if (m.index === 200 && m.close.values[201]! > 0) m.buy({ quote: 2000 }, "leaks");
  });
  const { finding } = testLookAhead({ ...given, strategy: leaky });
  const ts = given.bars![0]!.ts[200]!;
  assert.deepEqual(finding, {
    future: "removed",
    cut: 200,
    cutTs: ts,
    expected: `{"id":2,"ts":${
      ts + DAY
    },"symbol":"SPX","side":"buy","type":"market","quote":"2000"}`,
    actual: null,
  });
});

Deno.test("testLookAhead tells what a strategy throws once its future is gone", async () => {
  const given = await input(smaCross, ["SPX"], LATE);
  const leaky = scripted((m) => {
    if (m.index === 50) m.buy({ quantity: Math.round(m.close.values[51]! / 1000) }, "leaks");
  });
  const { finding } = testLookAhead({ ...given, strategy: leaky });
  assert.equal(finding?.actual, "Cannot order SPX with a quantity of NaN");
});

const SHIPPED: readonly Any[] = [smaCross, rsiMeanReversion, donchian, buyAndHold];
for (const each of SHIPPED) {
  Deno.test(`testLookAhead passes ${each.name} on the S&P 500 and on hours of bitcoin`, async () => {
    const whole = await input(each);
    const hours = await input(each, ["BTC/USDT"], Date.UTC(2024, 9, 1));
    for (const given of [whole, hours]) {
      assert.deepEqual(testLookAhead(given).finding, null);
    }
  });
}

Deno.test("testLookAhead passes higher timeframes, stops and several instruments with gaps", async () => {
  const honest = strategy("honest", {}, (_, m) => {
    const mean = sma(m.at("4h").close, 10);
    return {
      onBar() {
        follow(m, m.close.value > mean.value);
        if (m.position > 0 && m.openOrders === 0) {
          m.sell({ quantity: m.position, stop: m.roundPriceDown(0.97 * m.close.value) }, "stop");
        } else if (m.index % 9 === 0) m.cancelAll();
      },
    };
  });
  const given = await input(honest, ["BTC/USDT", "ETH/USDT"], Date.UTC(2024, 10, 1));
  const [first, second] = given.bars!;
  const holed = Object.fromEntries(
    Object.entries(second!).map((
      [name, column]: [string, Float64Array],
    ) => [name, column.filter((_: number, i: number) => i > 40 && i % 7)]),
  ) as unknown as Bars;
  const { passed, finding } = testLookAhead({ ...given, bars: [first!, holed] });
  assert.ok(passed, JSON.stringify(finding));
});

Deno.test("testLookAhead passes a strategy that never decides, and one on a single bar", async () => {
  const idle = await input(scripted(() => {}));
  assert.equal(testLookAhead(idle).passed, true);
  const one = await input(buyAndHold, ["SPX"], Date.UTC(2020, 3, 17));
  assert.deepEqual(testLookAhead(one), { passed: true, cuts: 1, finding: null });
});

Deno.test("testLookAhead catches a strategy that reads ahead in the data beside its bars", async () => {
  const given = await input(smaCross, ["SPX"], LATE);
  const rows = given.bars![0]!.ts.length;
  const mood = Float64Array.from({ length: rows }, (_, i) => Math.sin(i * i));
  const reading = (ahead: number) =>
    strategy("reading", {}, (_, m) => {
      const line = m.data("mood");
      return {
        onBar() {
          const at = Math.min(m.index + ahead, line.values.length - 1);
          follow(m, line.values[at & line.mask]! > 0);
        },
      };
    });
  const over = (ahead: number) =>
    testLookAhead({ ...given, data: [{ mood }], strategy: reading(ahead) });
  assert.equal(over(0).finding, null);
  assert.ok(over(1).finding !== null, "one bar ahead was not seen");
});
