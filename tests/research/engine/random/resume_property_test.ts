import fc from "fast-check";
import { Simulation } from "../../../../research/engine/mod.ts";
import { assertSame } from "./assert_same.ts";
import { pieceOf, withoutBars } from "./pieces.ts";
import { inputOf, RUNS, worlds } from "./worlds.ts";

/** Where a run is cut, as parts of its rows. */
const parts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 });

Deno.test("a run that is split at any bars and resumed from its snapshots comes to the same", () => {
  fc.assert(
    fc.property(worlds, parts, (world, parts) => {
      const whole = new Simulation(inputOf(world)).run();
      let run = new Simulation(inputOf(world));
      for (const row of cutsOf(whole, parts)) {
        const snapshot = structuredClone(run.run(row).snapshot());
        run = Simulation.resume(inputOf(world), snapshot);
      }
      run.run();
      assertSame(run.snapshot(), whole.snapshot());
      assertSame(run.curve(), whole.curve());
    }),
    { numRuns: RUNS },
  );
});

Deno.test("a run resumed with nothing but the pieces that follow comes to the same", () => {
  fc.assert(
    fc.property(worlds, parts, (world, parts) => {
      const input = inputOf(world);
      const whole = new Simulation(input).run();
      const equity: number[] = [];
      let run = new Simulation(withoutBars(inputOf(world)));
      const cuts = [...cutsOf(whole, parts), whole.rows.length];
      cuts.forEach((row, i) => {
        const from = whole.rows.ts[cuts[i - 1] ?? 0] ?? Infinity;
        const { bars, data } = pieceOf(input, from, whole.rows.ts[row] ?? Infinity);
        equity.push(...run.feed(bars, data).equity);
        run = Simulation.resume(withoutBars(inputOf(world)), structuredClone(run.snapshot()));
      });
      assertSame(run.snapshot(), whole.snapshot());
      assertSame(Float64Array.from(equity), whole.curve().equity);
    }),
    { numRuns: RUNS },
  );
});

Deno.test("a snapshot of a run over whole columns goes on with pieces, and the other way round", () => {
  fc.assert(
    fc.property(worlds, parts, (world, parts) => {
      const input = inputOf(world);
      const whole = new Simulation(input).run();
      const [row] = cutsOf(whole, parts);
      const cut = whole.rows.ts[row!] ?? Infinity;
      const fed = new Simulation(withoutBars(input));
      const before = pieceOf(input, 0, cut);
      fed.feed(before.bars, before.data);
      const first = new Simulation(input).run(row);
      assertSame(fed.snapshot(), first.snapshot());
      const onward = Simulation.resume(withoutBars(input), first.snapshot());
      const after = pieceOf(input, cut, Infinity);
      onward.feed(after.bars, after.data);
      assertSame(onward.snapshot(), whole.snapshot());
      const back = Simulation.resume(input, fed.snapshot()).run();
      assertSame(back.snapshot(), whole.snapshot());
    }),
    { numRuns: RUNS },
  );
});

Deno.test("a snapshot is left as it was by the run that goes on, and by one resumed from it", () => {
  fc.assert(
    fc.property(worlds, parts, (world, parts) => {
      const run = new Simulation(inputOf(world));
      const [row] = cutsOf(run, parts);
      const snapshot = run.run(row).snapshot();
      const before = structuredClone(snapshot);
      run.run();
      Simulation.resume(inputOf(world), snapshot).run();
      assertSame(snapshot, before);
    }),
    { numRuns: RUNS },
  );
});

function cutsOf({ rows }: Simulation, parts: readonly number[]): number[] {
  return parts.map((part) => Math.floor(part * rows.length)).sort((a, b) => a - b);
}
