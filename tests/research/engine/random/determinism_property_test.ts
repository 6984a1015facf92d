import assert from "node:assert/strict";
import fc from "fast-check";
import { mapColumns, sliceBars } from "../../../../data/bar_columns.ts";
import type { Bars } from "../../../../data/bars.ts";
import {
  canonicalDecisions,
  Simulation,
  type SimulationInput,
} from "../../../../research/engine/mod.ts";
import { Random } from "../../../../research/engine/random.ts";
import { scrambleAfter } from "../../../../research/validation/scramble.ts";
import { HOUR } from "../../fixtures.ts";
import { SessionHost } from "../../strategies/session_host.ts";
import { assertSame } from "./assert_same.ts";
import { digestOfRuns } from "./digest_of_runs.ts";
import { inputOf, instrumentsOf, RUNS, worlds } from "./worlds.ts";

Deno.test("the same seed gives the same bytes", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const [one, two] = [inputOf(world), inputOf(world)].map((input) =>
        new Simulation(input).run()
      );
      assertSame(one!.snapshot(), two!.snapshot());
      const text = ({ orders, account }: Simulation) => canonicalDecisions(orders, account);
      assert.equal(text(one!), text(two!));
      assert.deepEqual(one!.curve().equity, two!.curve().equity);
    }),
    { numRuns: RUNS },
  );
});

Deno.test("the same seeds give the same bytes in another process", async () => {
  const script = new URL("./digest_of_runs.ts", import.meta.url).pathname;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", "--no-check", script, "30"],
  }).output();
  assert.equal(new TextDecoder().decode(stdout).trim(), digestOfRuns(30));
});

/** The same input with other bars, finer bars, funding and data from a time on; or without them. */
function withFuture(input: SimulationInput, from: number, future: "removed" | "scrambled") {
  const count = (ts: Float64Array) => {
    const at = ts.findIndex((each) => each >= from);
    return at < 0 ? ts.length : at;
  };
  const random = new Random(from);
  const after = (column: Float64Array, keep: number) =>
    future === "removed"
      ? column.slice(0, keep)
      : column.map((value, i) => i < keep ? value : value * (0.5 + random.next()));
  const other = (bars: Bars) =>
    future === "removed"
      ? sliceBars(bars, 0, count(bars.ts))
      : scrambleAfter(bars, count(bars.ts), from);
  return {
    ...input,
    bars: input.bars!.map(other),
    finer: input.finer?.map((bars) =>
      bars &&
      mapColumns((name) =>
        name === "ts" && future === "scrambled" ? bars.ts : after(bars[name], count(bars.ts))
      )
    ),
    funding: input.funding?.map((rates) =>
      rates && {
        ts: future === "removed" ? rates.ts.slice(0, count(rates.ts)) : rates.ts,
        rate: after(rates.rate, count(rates.ts)),
        price: after(rates.price, count(rates.ts)),
      }
    ),
    data: input.data?.map(({ signal }, i) => ({
      signal: after(signal!, count(input.bars![i]!.ts)),
    })),
  };
}

for (const future of ["removed", "scrambled"] as const) {
  Deno.test(`a future that is ${future} changes nothing of the past`, () => {
    fc.assert(
      fc.property(worlds, fc.nat(), (world, cut) => {
        const input = inputOf(world);
        const run = new Simulation(input);
        const row = 1 + cut % run.rows.length;
        const expected = run.run(row).snapshot();
        const other = withFuture(input, run.rows.ts[row - 1]! + HOUR, future);
        const past = new Simulation({ ...other, strategy: inputOf(world).strategy });
        assertSame(past.run(row).snapshot(), expected);
      }),
      { numRuns: RUNS },
    );
  });
}

Deno.test("a strategy that knows nothing but its messages decides as in the backtest", () => {
  fc.assert(
    fc.property(worlds, fc.array(fc.nat(70), { maxLength: 2 }), (world, restarts) => {
      const input = inputOf(world);
      const run = new Simulation(input).run();
      const markets = instrumentsOf(world).map((instrument, i) => ({
        instrument,
        bars: input.bars![i]!,
        finer: input.finer?.[i],
        funding: input.funding?.[i],
        data: input.data?.[i],
      }));
      const host = new SessionHost({
        strategy: inputOf(world).strategy,
        params: {},
        markets,
        timeframeMs: HOUR,
        model: { ...world.model, cash: world.cash, limits: world.limits },
        restarts,
      }).run();
      assert.equal(host.decisions, canonicalDecisions(run.orders, run.account));
      assert.deepEqual(host.equity, [...run.curve().equity]);
    }),
    { numRuns: RUNS },
  );
});
