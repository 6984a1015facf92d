import assert from "node:assert/strict";
import { promote, type Promotion } from "../../../live/promotion/promote.ts";
import { listRegistry } from "../../../live/promotion/registry.ts";
import { backtest } from "../../../research/backtest/backtest.ts";
import { type LoadedStrategy, withStrategy } from "../../../research/load/strategy_source.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import { FROM, TO } from "../fixtures.ts";

const range = { symbols: ["BTC/USDT"], timeframe: "1h", from: FROM, to: TO };
let files = 0;

/** Writes a strategy under a new file name, since a module is loaded once a name. */
function write(dir: string, body: string, before = ""): string {
  const file = `${dir}/mine_${++files}.ts`;
  Deno.writeTextFileSync(
    file,
    `import { crossesAbove, crossesBelow, sma, strategy } from "tapeout";
${before}
export default strategy("mine", {}, (_, m) => {
  const fast = sma(m.close, 10), slow = sma(m.close, 30);
  return { onBar() { ${body} } };
});
`,
  );
  return file;
}

const TREND = `
  if (crossesAbove(fast, slow)) m.buy({ quote: m.budget }, "up");
  else if (crossesBelow(fast, slow)) m.exit("down");`;

async function promotionOf(
  dataDir: string,
  file: string,
  change: (loaded: LoadedStrategy) => Promise<LoadedStrategy> = (loaded) => Promise.resolve(loaded),
): Promise<Promotion> {
  return await withStrategy(file, async (loaded) => {
    await backtest(loaded.strategy, { ...range, dataDir, source: file });
    return await promote(await change(loaded), { dataDir, override: "please" });
  });
}

function failedGates({ gates }: Promotion): string[] {
  return gates.filter(({ passed }) => !passed).map(({ name }) => name);
}

Deno.test("promote takes a strategy from a file of the user's own", () =>
  inTempDir(async (dir) => {
    const promotion = await promotionOf(dir, write(dir, TREND));
    assert.deepEqual([promotion.promoted, promotion.overrides], [true, []]);
  }));

Deno.test("promote refuses a strategy that reads the future and names the first decision that differs", () =>
  inTempDir(async (dir) => {
    const cheats: [name: string, body: string, before?: string][] = [
      [
        "the next close",
        `
        const { values, mask } = m.close;
        const next = values[(m.index + 1) & mask];
        if (m.position === 0 && next > m.close.value) m.buy({ quote: m.budget }, "it will rise");
        else if (next < m.close.value) m.exit("it will fall");`,
      ],
      [
        "the number of bars to come",
        `
        if (m.close.series.length > m.index + 1 && m.index % 40 === 0) m.buy({ quote: 1000 }, "more");
        if (m.index % 40 === 20) m.exit("half way");`,
      ],
      [
        "bars far ahead",
        `
        const { values, mask } = m.high;
        if (values[(m.index + 200) & mask] > m.close.value * 1.05) m.buy({ quote: 1000 }, "later");
        else m.exit("no");`,
      ],
      [
        "a position sized by the future",
        `${TREND}
        const { values, mask } = m.close;
        const next = values[(m.index + 1) & mask];
        if (m.index % 50 === 5 && next > 0) m.buy({ quote: 100 + (next % 7) }, "sized");`,
      ],
    ];
    for (const [name, body, before] of cheats) {
      const promotion = await promotionOf(dir, write(dir, body, before));
      assert.equal(promotion.promoted, false, name);
      const gate = promotion.gates.find((each) => each.name === "look-ahead")!;
      assert.equal(gate.passed, false, name);
      assert.match(
        gate.reason!,
        /^with the bars after 20\d\d-\d\d-\d\dT\d\d:00:00.000Z \(bar \d+\) (removed|scrambled), it decides .+ where it decided .+/,
      );
      assert.match(gate.reason!, /\{"(id|cancel)":\d+,"ts":\d+/, name);
      assert.ok(promotion.overrides.every(({ gate }) => gate === "closed trades"), name);
    }
    assert.deepEqual(await listRegistry(dir), []);
  }));

Deno.test("promote refuses a strategy that decides by chance or by the clock", () =>
  inTempDir(async (dir) => {
    const loose: [name: string, body: string][] = [
      ["Math.random", `${TREND} if (Math.random() < 0.05 && m.position > 0) m.exit("chance");`],
      [
        "crypto.getRandomValues",
        `${TREND}
        if (crypto.getRandomValues(new Uint8Array(1))[0] < 16) m.buy({ quote: 100 }, "chance");`,
      ],
      [
        "Date.now",
        `${TREND} if (m.index % 20 === 3) m.buy({ quote: 100 + Date.now() % 1000 }, "clock");`,
      ],
      [
        "performance.now",
        `${TREND}
        if (m.index % 20 === 3) m.buy({ quote: 100 + performance.now() % 1000 }, "clock");`,
      ],
    ];
    for (const [name, body] of loose) {
      const promotion = await promotionOf(dir, write(dir, body));
      assert.equal(promotion.promoted, false, name);
      assert.ok(failedGates(promotion).includes("deterministic rerun"), name);
      assert.deepEqual(promotion.overrides, []);
    }
  }));

Deno.test("promote refuses what decides otherwise in the sandbox than in the backtest", () =>
  inTempDir(async (dir) => {
    const body = `${TREND}
      if (m.index % 30 === 4 && typeof process.env.PATH === "string") m.buy({ quote: 100 }, "at home");`;
    const promotion = await promotionOf(dir, write(dir, body));
    assert.ok(failedGates(promotion).includes("deterministic rerun"));
    assert.equal(promotion.promoted, false);
  }));

Deno.test("promote refuses source that has changed since the run", () =>
  inTempDir(async (dir) => {
    const changed = (body: string, before = "") =>
      promotionOf(dir, write(dir, TREND), async () => {
        let loaded: LoadedStrategy | undefined;
        await withStrategy(write(dir, body, before), (now) => Promise.resolve(void (loaded = now)));
        return loaded!;
      });
    const promotion = await changed(
      `if (m.index % 9 === 0) m.buy({ quote: 1000 }, "x"); else m.exit("y");`,
    );
    const gate = promotion.gates.find(({ name }) => name === "run repeated")!;
    assert.equal(promotion.promoted, false);
    assert.match(
      gate.reason!,
      /does not come to the record's metrics, .*decisionHash; where the code has changed since, run the backtest again/,
    );
    await refuses(
      () => changed(`if (m.index === 700) throw new Error("broken since"); ${TREND}`),
      "Strategy mine failed at bar 700",
      "broken since",
    );
  }));

Deno.test("promote refuses a run whose record was touched up, whatever its figures say", () =>
  inTempDir(async (dir) => {
    await withStrategy(write(dir, TREND), async (loaded) => {
      const { record, path } = await backtest(loaded.strategy, { ...range, dataDir: dir });
      const touches: Partial<typeof record>[] = [
        { metrics: { ...record.metrics, trades: 500 } },
        { metrics: { ...record.metrics, sharpe: 4 } },
        { finalEquity: record.finalEquity * 2 },
        { from: record.from - 400 * 86_400_000 },
      ];
      for (const touch of touches) {
        Deno.writeTextFileSync(`${path}/run.json`, JSON.stringify({ ...record, ...touch }));
        const promotion = await promote(loaded, { dataDir: dir, override: "they look good" });
        assert.equal(promotion.promoted, false, JSON.stringify(touch));
      }
    });
  }));

Deno.test("promote refuses a run over the order book, which paper trading cannot repeat", () =>
  inTempDir(async (dataDir) => {
    const { path, record } = await withStrategy(
      "sma_cross",
      ({ strategy }) => backtest(strategy, { ...range, dataDir, source: "sma_cross" }),
    );
    const overBook = { ...record, model: { ...record.model, book: {} } };
    Deno.writeTextFileSync(`${path}/run.json`, JSON.stringify(overBook));
    await refuses(
      () => withStrategy("sma_cross", (loaded) => promote(loaded, { dataDir })),
      `Cannot promote "sma_cross" by the run "${record.runId}": it was over the order book`,
      'run "deno task backtest sma_cross" without --book first',
    );
    assert.deepEqual(await listRegistry(dataDir), []);
  }));
